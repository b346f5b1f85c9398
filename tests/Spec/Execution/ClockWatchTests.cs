using OlUpgrade.Execution;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Execution;

/// <summary>How a moved wall clock is noticed, and that a driver records it before it judges any deadline.</summary>
public sealed class ClockWatchTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly MovableTime _time = new(Some.Time);

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void A_jump_is_seen_once_with_its_size_and_the_time_before(int hours)
    {
        var watch = new ClockWatch(_time);
        _time.Advance(Hour);
        Assert.Null(watch.Look());
        var before = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromSeconds(5));
        _time.Move(TimeSpan.FromHours(hours));
        Assert.Equal(new ClockJump(TimeSpan.FromHours(hours), before), watch.Look());
        Assert.Null(watch.Look());
    }

    [Fact]
    public void Small_steps_are_tolerated_until_they_add_up()
    {
        var watch = new ClockWatch(_time);
        _time.Move(TimeSpan.FromSeconds(20));
        Assert.Null(watch.Look());
        _time.Move(TimeSpan.FromSeconds(20));
        Assert.Equal(TimeSpan.FromSeconds(40), watch.Look()?.By);
    }

    [Fact]
    public void Each_run_sees_a_jump_until_it_has_recorded_it_and_none_from_before_it_started()
    {
        var watch = new ClockWatch(_time);
        var (one, two) = (watch.View(), watch.View());
        _time.Move(Hour);
        Assert.Equal(Hour, one.Next()?.By);
        Assert.Equal(Hour, one.Next()?.By);
        one.Noted();
        Assert.Null(one.Next());
        Assert.Equal(Hour, two.Next()?.By);
        Assert.Null(watch.View().Next());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task A_driver_records_a_jump_first_and_its_retry_delay_does_not_change(int hours)
    {
        var open = new OpenRun { Retry = new(2, TimeSpan.FromMinutes(5)) };
        open.Activity.Perform = _ => Task.FromResult(Outcome.Fail(FailureKind.Unreachable, "away"));
        var driver = open.Driver(await open.OpenAsync());
        var rested = await driver.DriveAsync(Never, OpenRun.Stop);
        Assert.Equal(open.Time.GetUtcNow().AddMinutes(5), rested.WakeAt);
        open.Time.Move(TimeSpan.FromHours(hours));
        rested = await driver.DriveAsync(Never, OpenRun.Stop);
        Assert.Equal(open.Time.GetUtcNow().AddMinutes(5), rested.WakeAt);
        Assert.Single(open.Activity.Performed);
        Assert.Single((await open.EventsAsync()).OfType<RunEvent.ClockJumped>());
        open.Time.Advance(TimeSpan.FromMinutes(5));
        await driver.DriveAsync(Never, OpenRun.Stop);
        Assert.Equal(2, open.Activity.Performed.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void The_remaining_time_of_a_step_follows_the_monotonic_clock(int hours)
    {
        var time = new StepTime(TimeSpan.FromMinutes(10), _time);
        _time.Move(TimeSpan.FromHours(hours));
        _time.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(TimeSpan.FromMinutes(6), time.Left);
    }

    private static Task Never() => new TaskCompletionSource().Task;
}
