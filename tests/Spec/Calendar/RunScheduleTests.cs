using System.Globalization;
using OlUpgrade.Calendar;

namespace OlUpgrade.Spec.Calendar;

public sealed class RunScheduleTests
{
    [Theory]
    [InlineData("Mon 21:30", "2026-11-23T21:29+01:00", "2026-11-16T21:30+01:00", "2026-11-23T21:30+01:00")]
    [InlineData("Mon 21:30", "2026-11-23T21:30+01:00", "2026-11-23T21:30+01:00", "2026-11-30T21:30+01:00")]
    [InlineData("Mon-Fri 21:30", "2026-11-28T12:00+01:00", "2026-11-27T21:30+01:00", "2026-11-30T21:30+01:00")]
    [InlineData("daily 00:00", "2026-11-28T12:00+01:00", "2026-11-28T00:00+01:00", "2026-11-29T00:00+01:00")]
    // 02:30 is skipped in spring: the moment of the change counts. It occurs twice in autumn: the first counts.
    [InlineData("Sun 02:30", "2026-03-29T12:00+02:00", "2026-03-29T03:00+02:00", "2026-04-05T02:30+02:00")]
    [InlineData("Sun 02:30", "2026-10-25T02:45+02:00", "2026-10-25T02:30+02:00", "2026-11-01T02:30+01:00")]
    [InlineData("Sun 02:30", "2026-10-25T02:45+01:00", "2026-10-25T02:30+02:00", "2026-11-01T02:30+01:00")]
    public void A_schedule_has_one_last_and_one_next_time(string at, string now, string last, string next)
    {
        var schedule = new RunSchedule(at, "Europe/Amsterdam", "mek");
        Assert.Equal(Time(last), schedule.Last(Time(now)));
        Assert.Equal(Time(next), schedule.Next(Time(now)));
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
