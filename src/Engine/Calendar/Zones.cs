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

    /// <summary>Where Debian 13 and Ubuntu 24.04 have the names that the tz database has given up.</summary>
    private const string OldNamesPackage = "tzdata-legacy";

    private static readonly Dictionary<string, string> OldNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["US/Alaska"] = "America/Anchorage",
        ["US/Arizona"] = "America/Phoenix",
        ["US/Central"] = "America/Chicago",
        ["US/Eastern"] = "America/New_York",
        ["US/Hawaii"] = "Pacific/Honolulu",
        ["US/Mountain"] = "America/Denver",
        ["US/Pacific"] = "America/Los_Angeles",
    };

    /// <summary>Null if this machine does not know the name.</summary>
    public static TimeZoneInfo? Find(string name) =>
        TextRule.Zone.Refusal("zone", name) is null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
            ? zone
            : null;

    /// <summary>A clause to append to the sentence that rejects a name: what may have been meant.</summary>
    public static string Hint(string name) =>
        Hint(name, [.. TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id)]);

    /// <summary>The same, where only these zones are known.</summary>
    internal static string Hint(string name, IReadOnlyCollection<string> known)
    {
        if (known.Count <= 1)
            return "; this machine has no time zone data: install the package tzdata";
        var city = known.FirstOrDefault(zone => zone.EndsWith($"/{name}", StringComparison.OrdinalIgnoreCase));
        if (city is not null)
            return $"; did you mean `{city}`?";
        if (Nearest.Hint(name, known) is { Length: > 0 } typo)
            return typo;
        if (!name.StartsWith("US/", StringComparison.OrdinalIgnoreCase))
            return "";
        return OldNames.TryGetValue(name, out var present) && known.Contains(present)
            ? $"; this machine has only its present name: write `{present}`, or install the package {OldNamesPackage}"
            : $"; names such as this may be in the package {OldNamesPackage}";
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
