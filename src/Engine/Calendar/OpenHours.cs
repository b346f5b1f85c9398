using System.Collections.Immutable;

namespace OlUpgrade.Calendar;

/// <summary>
/// One line of a window: days of the week, and a start and an end as local times. An end at or before the start is on
/// the next day, so <c>Fri 22:00-04:00</c> includes Saturday 01:00.
/// </summary>
internal sealed record OpenHours(ImmutableArray<DayOfWeek> Days, TimeSpan From, TimeSpan To)
{
    public const string Example = "\"Mon-Fri 22:00-04:00\"";

    /// <summary>The hours, or a sentence that completes "`open` …".</summary>
    public static (OpenHours? Hours, string? Refusal) Read(string text)
    {
        if (text.Split(' ') is not [var days, var times] || times.Split('-') is not [var from, var to])
            return (null, $"must be days and times with one space between them, such as {Example}");
        if (WrittenTimes.DaysOf(days) is not { } on)
            return (null, $"must start with {WrittenTimes.Days}, each day once");
        if (WrittenTimes.TimeOf(from) is not { TotalHours: < 24 } start || WrittenTimes.TimeOf(to) is not { } end)
            return (
                null,
                "must end with two times of day from 00:00 to 24:00, each with two digits, such as 09:00-12:00"
            );
        return start == end
            ? (null, "starts and ends at the same time: write 00:00-24:00 for a whole day")
            : (new(on, start, end), null);
    }

    /// <summary>
    /// The span that starts on this date; null if none starts on that day of the week. Hours that fall entirely into
    /// the gap when the clocks go forward start at the end of the gap and keep their length.
    /// </summary>
    public OpenSpan? On(DateOnly date, TimeZoneInfo zone)
    {
        if (!Days.Contains(date.DayOfWeek))
            return null;
        var midnight = date.ToDateTime(TimeOnly.MinValue);
        var length = To > From ? To - From : To - From + TimeSpan.FromDays(1);
        var start = Zones.InstantOf(zone, midnight + From);
        var end = Zones.InstantOf(zone, midnight + From + length);
        return new(start, end > start ? end : start + length);
    }
}
