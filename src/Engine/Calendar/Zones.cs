using OlUpgrade.Yaml;

namespace OlUpgrade.Calendar;

/// <summary>
/// Time zones by their names in the tz database, such as Europe/Amsterdam, and the conversion of local times. A local
/// time that the clocks skip means the moment at which they go forward; one that occurs twice means the first.
/// </summary>
internal static class Zones
{
    /// <summary>No zone has ever skipped more than a day.</summary>
    private const int MaxGapMinutes = 24 * 60;

    /// <summary>Null if this machine does not know the name.</summary>
    public static TimeZoneInfo? Find(string name) =>
        TextRule.Zone.Refusal("zone", name) is null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
            ? zone
            : null;

    /// <summary>A clause to append to the sentence that rejects a name: what may have been meant.</summary>
    public static string Hint(string name)
    {
        var known = TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id).ToList();
        if (known.Count <= 1)
            return "; this machine has no time zone data: install the package tzdata";
        var city = known.Find(zone => zone.EndsWith($"/{name}", StringComparison.OrdinalIgnoreCase));
        return city is null ? Nearest.Hint(name, known) : $"; did you mean `{city}`?";
    }

    public static DateTimeOffset InstantOf(TimeZoneInfo zone, DateTime local)
    {
        if (!zone.IsInvalidTime(local))
            return new(
                local,
                zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local)
            );
        var last = Enumerable
            .Range(1, MaxGapMinutes)
            .Select(minutes => local.AddMinutes(-minutes))
            .First(time => !zone.IsInvalidTime(time));
        return InstantOf(zone, last).AddMinutes(1);
    }

    /// <summary>Weekday, date and minute of the local time, with the zone's name.</summary>
    public static string Format(string name, DateTimeOffset instant) =>
        Find(name) is { } zone
            ? $"{TimeZoneInfo.ConvertTime(instant, zone):ddd yyyy-MM-dd HH:mm} {name}"
            : TimeText.Of(instant);
}
