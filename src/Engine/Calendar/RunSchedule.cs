using System.Collections.Immutable;

namespace OlUpgrade.Calendar;

/// <summary>
/// When a runbook starts automatically each week, and in whose name. The run then waits for approval like any other.
/// </summary>
/// <param name="At">As written: days of the week and a local time, such as <c>Mon-Fri 21:30</c>.</param>
/// <param name="Zone">A name from the tz database.</param>
/// <param name="Requester">The operator who answers for the runs; their own approval does not count.</param>
public sealed record RunSchedule(string At, string Zone, string Requester)
{
    private const int DaysInAWeek = 7;

    /// <summary>How late a run may still start after a time that passed while the service was down.</summary>
    public static readonly TimeSpan MaxLateness = TimeSpan.FromHours(4);

    /// <summary>The most recent time; null only if this machine does not know the zone.</summary>
    public DateTimeOffset? Last(DateTimeOffset now) => Times(now).Where(at => at <= now).Max(at => (DateTimeOffset?)at);

    /// <summary>The next time; null only if this machine does not know the zone.</summary>
    public DateTimeOffset? Next(DateTimeOffset now) => Times(now).Where(at => at > now).Min(at => (DateTimeOffset?)at);

    /// <summary>Whether the most recent time still calls for a run.</summary>
    /// <param name="writtenAt">When the runbook was last changed. Times before that are ignored.</param>
    public ScheduleTurn Turn(DateTimeOffset now, DateTimeOffset writtenAt)
    {
        if (Last(now) is not { } at || at < writtenAt)
            return ScheduleTurn.None;
        return now - at <= MaxLateness ? ScheduleTurn.Due : ScheduleTurn.Missed;
    }

    /// <summary>A time as the schedule's zone shows it.</summary>
    public string Format(DateTimeOffset at) => Zones.Format(Zone, at);

    public override string ToString() => $"{At} {Zone}, for {Requester}";

    /// <summary>Days and time, or a sentence that completes "`at` …".</summary>
    internal static (ImmutableArray<DayOfWeek> Days, TimeSpan Time, string? Refusal) Read(string text)
    {
        if (text.Split(' ') is not [var days, var time])
            return ([], default, "must be days and a time with one space between them, such as \"Mon 21:30\"");
        if (WrittenTimes.DaysOf(days) is not { } on)
            return ([], default, $"must start with {WrittenTimes.Days}, each day once");
        return WrittenTimes.TimeOf(time) is { TotalHours: < 24 } at
            ? (on, at, null)
            : ([], default, "must end with one time of day from 00:00 to 23:59, with two digits each, such as 09:00");
    }

    private IEnumerable<DateTimeOffset> Times(DateTimeOffset now)
    {
        var (days, time, refusal) = Read(At);
        if (refusal is not null || Zones.Find(Zone) is not { } zone)
            return [];
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        return Enumerable
            .Range(-DaysInAWeek - 1, (2 * DaysInAWeek) + 3)
            .Select(day => today.AddDays(day))
            .Where(date => days.Contains(date.DayOfWeek))
            .Select(date => Zones.InstantOf(zone, date.ToDateTime(TimeOnly.MinValue) + time));
    }
}
