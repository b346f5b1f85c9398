using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Drill;

namespace OlUpgrade.Simulation;

/// <summary>
/// Moving the service's clock by an hour in the middle of a run changes the run's duration by less than a minute.
/// </summary>
public sealed class ClockJumpTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static TheoryData<int, int> Jumps =>
        new(from minute in Enumerable.Range(0, 8) from hours in new[] { 1, -1 } select (minute * 3, hours));

    [Theory]
    [MemberData(nameof(Jumps))]
    [Fault(22)]
    public async Task A_moved_clock_makes_a_run_neither_longer_nor_shorter(int minute, int hours)
    {
        var undisturbed = await Simulator.PlayAsync(Scenario.KilledAt(int.MaxValue, before: true, Workflows.Short));
        var moved = await Simulator.PlayAsync(
            new Scenario(
                0,
                Workflows.Short,
                new Dictionary<int, bool>(),
                world =>
                    world.Clock.MoveLater(
                        TimeSpan.FromMinutes(minute) + TimeSpan.FromSeconds(7),
                        TimeSpan.FromHours(hours)
                    ),
                null
            )
        );
        Assert.Equal(RunStatus.Succeeded, moved.Run.Status);
        Assert.InRange(
            (moved.World.Time.GetUtcNow() - undisturbed.World.Time.GetUtcNow()).Duration(),
            TimeSpan.Zero,
            Minute
        );
        var jump = Assert.Single(
            moved.World.Entries(moved.Run.Id).Select(entry => entry.Event).OfType<RunEvent.ClockJumped>()
        );
        Assert.Equal(TimeSpan.FromHours(hours), jump.By);
    }
}
