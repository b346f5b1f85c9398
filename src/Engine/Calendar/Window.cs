using System.Collections.Immutable;

namespace OlUpgrade.Calendar;

/// <summary>
/// When hosts may be touched: weekly hours by the clocks of a zone. Neither of the two changes of the clocks loses a
/// window or opens one twice; it may be an hour longer or shorter then. A window follows the wall clock, whatever it
/// does.
/// </summary>
/// <param name="Zone">A name of the tz database.</param>
/// <param name="Open">As written: <c>Mon-Fri 22:00-04:00</c>. They may overlap.</param>
public sealed record Window(string Zone, ImmutableArray<string> Open)
{
    /// <summary>How far ahead is looked: every week's hours come twice in it.</summary>
    private const int DaysAhead = 15;

    /// <summary>What is open now; null when nothing is.</summary>
    public OpenSpan? At(DateTimeOffset now) => Spans(now).FirstOrDefault(span => span.Holds(now));

    /// <summary>
    /// The first span, open now or later, in which so much time is left; null when there is none within 15 days, or the
    /// zone is not known on this machine.
    /// </summary>
    public OpenSpan? NextFor(TimeSpan needed, DateTimeOffset now) =>
        Spans(now)
            .FirstOrDefault(span => span.Until > now && (span.From > now ? span.From : now) + needed <= span.Until);

    /// <summary>How long it is open at most without a break, on days of 24 hours; over a week means always.</summary>
    public TimeSpan MaxDuration =>
        Spans(TimeZoneInfo.Utc, DateTimeOffset.UnixEpoch).Select(span => span.Until - span.From).DefaultIfEmpty().Max();

    public override string ToString() => $"{string.Join("; ", Open)} {Zone}";

    private IEnumerable<OpenSpan> Spans(DateTimeOffset now) => Zones.Find(Zone) is { } zone ? Spans(zone, now) : [];

    /// <summary>From two days before to 15 days behind, in order, with what touches joined.</summary>
    private IEnumerable<OpenSpan> Spans(TimeZoneInfo zone, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        var written = Open.Select(text => OpenHours.Read(text).Hours).OfType<OpenHours>().ToList();
        var single = Enumerable
            .Range(-2, DaysAhead + 3)
            .SelectMany(day => written.Select(hours => hours.On(today.AddDays(day), zone)))
            .OfType<OpenSpan>()
            .OrderBy(span => span.From);
        var joined = new List<OpenSpan>();
        foreach (var span in single)
        {
            if (joined.Count > 0 && span.From <= joined[^1].Until)
                joined[^1] = joined[^1] with { Until = span.Until > joined[^1].Until ? span.Until : joined[^1].Until };
            else
                joined.Add(span);
        }

        return joined;
    }
}
