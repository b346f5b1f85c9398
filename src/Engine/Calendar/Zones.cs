using OlUpgrade.Yaml;

namespace OlUpgrade.Calendar;

/// <summary>
/// Time zones by their names in the tz database, such as Europe/Amsterdam, and which moment a local time means in them.
/// A local time that is missing, because the clocks were put forward, means the moment at which they were; one that
/// comes twice means its first coming.
/// </summary>
internal static class Zones
{
    /// <summary>No zone has ever left out more than a day.</summary>
    private const int MaxGapMinutes = 24 * 60;

    /// <summary>Null when this machine does not know the name.</summary>
    public static TimeZoneInfo? Find(string name) =>
        TextRule.Zone.Refusal("zone", name) is null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
            ? zone
            : null;

    /// <summary>A clause to put after a sentence that refuses a name: what may have been meant.</summary>
    public static string Hint(string name)
    {
        var known = TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id).ToList();
        if (known.Count <= 1)
            return "; this machine knows no time zones at all: install the package tzdata";
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
            .Select(back => local.AddMinutes(-back))
            .First(time => !zone.IsInvalidTime(time));
        return InstantOf(zone, last).AddMinutes(1);
    }

    /// <summary>Weekday, date and minute as the clocks of the zone show them, with the zone's name.</summary>
    public static string InWords(string name, DateTimeOffset instant) =>
        Find(name) is { } zone
            ? $"{TimeZoneInfo.ConvertTime(instant, zone):ddd yyyy-MM-dd HH:mm} {name}"
            : TimeText.Of(instant);
}
