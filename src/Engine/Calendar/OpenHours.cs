using System.Collections.Immutable;

namespace OlUpgrade.Calendar;

/// <summary>
/// One line of a window: on these days of the week, from one local time to another. An end that is not behind the
/// beginning is on the next day, so that <c>Fri 22:00-04:00</c> holds Saturday 01:00.
/// </summary>
internal sealed record OpenHours(ImmutableArray<DayOfWeek> Days, TimeSpan From, TimeSpan To)
{
    public const string Example = "\"Mon-Fri 22:00-04:00\"";

    /// <summary>The hours, or a sentence that completes "`open` …".</summary>
    public static (OpenHours? Hours, string? Refusal) Read(string text)
    {
        if (text.Split(' ') is not [var days, var times] || times.Split('-') is not [var from, var to])
            return (null, $"must be days and times with one blank between, such as {Example}");
        if (WrittenTimes.DaysOf(days) is not { } on)
            return (null, $"must begin with {WrittenTimes.Days}, none of them twice");
        if (WrittenTimes.TimeOf(from) is not { TotalHours: < 24 } begin || WrittenTimes.TimeOf(to) is not { } end)
            return (
                null,
                "must end with two times of day from 00:00 to 24:00, each with two digits, such as 09:00-12:00"
            );
        return begin == end
            ? (null, "begins and ends at the same time: write 00:00-24:00 for a whole day")
            : (new(on, begin, end), null);
    }

    /// <summary>
    /// When it is open by a beginning on this date; null when it does not begin on such a day. What would lie wholly in
    /// the hour that is left out when the clocks are put forward begins then and is as long as ever.
    /// </summary>
    public OpenSpan? On(DateOnly date, TimeZoneInfo zone)
    {
        if (!Days.Contains(date.DayOfWeek))
            return null;
        var midnight = date.ToDateTime(TimeOnly.MinValue);
        var length = To > From ? To - From : To - From + TimeSpan.FromDays(1);
        var begin = Zones.InstantOf(zone, midnight + From);
        var end = Zones.InstantOf(zone, midnight + From + length);
        return new(begin, end > begin ? end : begin + length);
    }
}
