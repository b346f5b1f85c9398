using System.Globalization;
using OlUpgrade.Calendar;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Calendar;

/// <summary>
/// When a window is open in its own zone: across midnight, across the weekend and on the days when the clocks change.
/// </summary>
public sealed class WindowTests
{
    private const string Amsterdam = "Europe/Amsterdam";
    private const string LosAngeles = "America/Los_Angeles";

    // 2026-11-23 is a Monday.
    [Theory]
    [InlineData("Fri 22:00-04:00", "2026-11-27T22:00+01:00", true)]
    [InlineData("Fri 22:00-04:00", "2026-11-28T01:00+01:00", true)]
    [InlineData("Fri 22:00-04:00", "2026-11-28T03:59+01:00", true)]
    [InlineData("Fri 22:00-04:00", "2026-11-28T04:00+01:00", false)]
    [InlineData("Fri 22:00-04:00", "2026-11-27T01:00+01:00", false)]
    [InlineData("Fri 22:00-04:00", "2026-11-27T21:59+01:00", false)]
    [InlineData("Fri-Mon 22:00-23:00", "2026-11-23T22:30+01:00", true)]
    [InlineData("Fri-Mon 22:00-23:00", "2026-11-24T22:30+01:00", false)]
    [InlineData("Mon,Wed 09:00-12:00", "2026-11-25T11:59+01:00", true)]
    [InlineData("Mon,Wed 09:00-12:00", "2026-11-24T11:59+01:00", false)]
    [InlineData("daily 00:00-24:00", "2026-11-24T00:00+01:00", true)]
    [InlineData("Sunday 23:00-24:00", "2026-11-29T23:59+01:00", true)]
    [InlineData("Sun 23:00-24:00", "2026-11-30T00:00+01:00", false)]
    public void A_window_follows_the_clocks_of_its_zone(string hours, string at, bool isOpen) =>
        Assert.Equal(isOpen, new Window(Amsterdam, [hours]).At(Time(at)) is not null);

    [Fact]
    public void Hours_that_touch_are_one_span()
    {
        var window = new Window(Amsterdam, ["Fri 22:00-24:00", "Sat 00:00-02:00", "Sat 01:00-03:00"]);
        AssertSpan(window.At(Time("2026-11-28T00:00+01:00")), "2026-11-27T22:00+01:00", "2026-11-28T03:00+01:00");
    }

    [Fact]
    public void The_next_opening_is_the_first_with_enough_time_left()
    {
        var window = new Window(Amsterdam, ["Mon 22:00-22:20", "Tue 22:00-04:00"]);
        var now = Time("2026-11-23T12:00+01:00");
        AssertSpan(window.NextFor(TimeSpan.Zero, now), "2026-11-23T22:00+01:00", "2026-11-23T22:20+01:00");
        AssertSpan(window.NextFor(TimeSpan.FromMinutes(21), now), "2026-11-24T22:00+01:00", "2026-11-25T04:00+01:00");
        Assert.Null(window.NextFor(TimeSpan.FromHours(7), now));
    }

    [Fact]
    public void An_open_span_counts_only_with_its_remaining_time()
    {
        var window = new Window(Amsterdam, ["daily 22:00-23:00"]);
        var now = Time("2026-11-23T22:31+01:00");
        Assert.True(window.NextFor(TimeSpan.FromMinutes(29), now)!.From <= now);
        AssertSpan(window.NextFor(TimeSpan.FromMinutes(30), now), "2026-11-24T22:00+01:00", "2026-11-24T23:00+01:00");
    }

    // The clocks go forward: Amsterdam on 2026-03-29 from 02:00 to 03:00, Los Angeles on 2026-03-08 likewise.
    [Theory]
    [InlineData(Amsterdam, "Sun 01:00-05:00", "2026-03-29T01:00+01:00", "2026-03-29T05:00+02:00")]
    [InlineData(Amsterdam, "Sat 22:00-02:30", "2026-03-28T22:00+01:00", "2026-03-29T03:00+02:00")]
    [InlineData(Amsterdam, "Sun 02:30-04:00", "2026-03-29T03:00+02:00", "2026-03-29T04:00+02:00")]
    [InlineData(Amsterdam, "Sun 02:00-03:00", "2026-03-29T03:00+02:00", "2026-03-29T04:00+02:00")]
    [InlineData(Amsterdam, "Sun 02:15-02:45", "2026-03-29T03:00+02:00", "2026-03-29T03:30+02:00")]
    [InlineData(LosAngeles, "Sun 01:00-05:00", "2026-03-08T01:00-08:00", "2026-03-08T05:00-07:00")]
    [InlineData(LosAngeles, "Sat 22:00-02:30", "2026-03-07T22:00-08:00", "2026-03-08T03:00-07:00")]
    [InlineData(LosAngeles, "Sun 02:00-03:00", "2026-03-08T03:00-07:00", "2026-03-08T04:00-07:00")]
    // The clocks go back: Amsterdam on 2026-10-25 from 03:00 to 02:00, Los Angeles on 2026-11-01 from 02:00 to 01:00.
    [InlineData(Amsterdam, "Sun 01:00-05:00", "2026-10-25T01:00+02:00", "2026-10-25T05:00+01:00")]
    [InlineData(Amsterdam, "Sat 22:00-02:30", "2026-10-24T22:00+02:00", "2026-10-25T02:30+02:00")]
    [InlineData(Amsterdam, "Sun 02:30-04:00", "2026-10-25T02:30+02:00", "2026-10-25T04:00+01:00")]
    [InlineData(Amsterdam, "Sun 02:15-02:45", "2026-10-25T02:15+02:00", "2026-10-25T02:45+02:00")]
    [InlineData(LosAngeles, "Sun 00:00-03:00", "2026-11-01T00:00-07:00", "2026-11-01T03:00-08:00")]
    [InlineData(LosAngeles, "Sun 01:15-01:45", "2026-11-01T01:15-07:00", "2026-11-01T01:45-07:00")]
    [Fault(22)]
    public void A_change_of_the_clocks_neither_loses_a_window_nor_opens_it_twice(
        string zone,
        string hours,
        string from,
        string until
    )
    {
        var window = new Window(zone, [hours]);
        AssertSpan(window.NextFor(TimeSpan.Zero, Time(from).AddDays(-2)), from, until);
        Assert.Null(window.At(Time(from).AddMinutes(-1)));
        Assert.NotNull(window.At(Time(from)));
        Assert.NotNull(window.At(Time(until).AddMinutes(-1)));
        var next = window.NextFor(TimeSpan.Zero, Time(until))!;
        Assert.InRange(next.From - Time(from), TimeSpan.FromDays(6.9), TimeSpan.FromDays(7.1));
    }

    [Theory]
    [InlineData(Amsterdam)]
    [InlineData(LosAngeles)]
    public void A_daily_window_opens_once_on_each_day_of_a_year(string zone)
    {
        var window = new Window(zone, ["daily 01:30-02:30"]);
        var (now, count) = (Time("2026-01-01T12:00+00:00"), 0);
        for (; now < Time("2027-01-01T12:00+00:00"); count++)
            now = window.NextFor(TimeSpan.Zero, now)!.Until;
        Assert.Equal(366, count);
    }

    [Fact]
    public void The_longest_span_of_a_week_is_known_in_advance()
    {
        Assert.Equal(
            TimeSpan.FromHours(6),
            new Window(Amsterdam, ["Mon-Fri 22:00-04:00", "Sat 09:00-12:00"]).MaxDuration
        );
        Assert.Equal(TimeSpan.FromHours(26), new Window(Amsterdam, ["Sun 00:00-24:00", "Mon 00:00-02:00"]).MaxDuration);
    }

    [Fact]
    public void An_unknown_zone_opens_no_window() =>
        Assert.Null(
            new Window("Europe/Atlantis", ["daily 00:00-24:00"]).NextFor(TimeSpan.Zero, Time("2026-11-23T12:00+01:00"))
        );

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static void AssertSpan(OpenSpan? span, string from, string until)
    {
        Assert.Equal(Time(from), span?.From);
        Assert.Equal(Time(until), span?.Until);
    }
}
