using System.Collections.Immutable;

namespace OlUpgrade.Calendar;

/// <summary>
/// A maintenance window: the weekly hours, in a time zone, in which hosts may be changed. It follows the wall clock. A
/// change of the clocks never loses an opening or repeats one, but may make it an hour longer or shorter.
/// </summary>
/// <param name="Zone">A name from the tz database.</param>
/// <param name="Open">As written, such as <c>Mon-Fri 22:00-04:00</c>. The lines may overlap.</param>
public sealed record Window(string Zone, ImmutableArray<string> Open)
{
    /// <summary>Long enough to hold each weekly opening twice.</summary>
    private const int DaysAhead = 15;

    /// <summary>The current span; null if the window is closed.</summary>
    public OpenSpan? At(DateTimeOffset now) => Spans(now).FirstOrDefault(span => span.Contains(now));

    /// <summary>
    /// The first span, current or future, in which this much time remains. Null if there is none within 15 days, or if
    /// this machine does not know the zone.
    /// </summary>
    public OpenSpan? NextFor(TimeSpan needed, DateTimeOffset now) =>
        Spans(now)
            .FirstOrDefault(span => span.Until > now && (span.From > now ? span.From : now) + needed <= span.Until);

    /// <summary>
    /// The longest time that it is open without a break, on days of 24 hours. More than a week means always.
    /// </summary>
    public TimeSpan MaxDuration =>
        Spans(TimeZoneInfo.Utc, DateTimeOffset.UnixEpoch).Select(span => span.Until - span.From).DefaultIfEmpty().Max();

    public override string ToString() => $"{string.Join("; ", Open)} {Zone}";

    private IEnumerable<OpenSpan> Spans(DateTimeOffset now) => Zones.Find(Zone) is { } zone ? Spans(zone, now) : [];

    /// <summary>In order, from two days ago to 15 days ahead. Spans that touch are joined.</summary>
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
