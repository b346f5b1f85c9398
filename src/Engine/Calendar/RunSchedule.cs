using System.Collections.Immutable;

namespace OlUpgrade.Calendar;

/// <summary>
/// When a runbook is started by itself, every week, and in whose name. The run then waits for its approval as every
/// other.
/// </summary>
/// <param name="At">As written: days of the week and a local time, <c>Mon-Fri 21:30</c>.</param>
/// <param name="Zone">A name of the tz database.</param>
/// <param name="Requester">An operator: who answers for the runs, and whose own approval does not count.</param>
public sealed record RunSchedule(string At, string Zone, string Requester)
{
    private const int DaysInAWeek = 7;

    /// <summary>How late a time is made up for that came while the service was down.</summary>
    public static readonly TimeSpan MadeUpFor = TimeSpan.FromHours(4);

    /// <summary>The newest time that has come; null only when the zone is not known on this machine.</summary>
    public DateTimeOffset? Last(DateTimeOffset now) => Times(now).Where(at => at <= now).Max(at => (DateTimeOffset?)at);

    /// <summary>The next time to come.</summary>
    public DateTimeOffset? Next(DateTimeOffset now) => Times(now).Where(at => at > now).Min(at => (DateTimeOffset?)at);

    /// <summary>What becomes of its newest time: each is started once at most, and late only within hours.</summary>
    /// <param name="writtenAt">
    /// When the runbook was last changed: what was written later did not ask for that time.
    /// </param>
    public ScheduleTurn Turn(DateTimeOffset now, DateTimeOffset writtenAt)
    {
        if (Last(now) is not { } at || at < writtenAt)
            return ScheduleTurn.None;
        return now - at <= MadeUpFor ? ScheduleTurn.Due : ScheduleTurn.Missed;
    }

    /// <summary>A time as people there read it.</summary>
    public string InWords(DateTimeOffset at) => Zones.InWords(Zone, at);

    public override string ToString() => $"{At} {Zone}, for {Requester}";

    /// <summary>Days and time, or a sentence that completes "`at` …".</summary>
    internal static (ImmutableArray<DayOfWeek> Days, TimeSpan Time, string? Refusal) Read(string text)
    {
        if (text.Split(' ') is not [var days, var time])
            return ([], default, "must be days and a time with one blank between, such as \"Mon 21:30\"");
        if (WrittenTimes.DaysOf(days) is not { } on)
            return ([], default, $"must begin with {WrittenTimes.Days}, none of them twice");
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
