using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Drill;
using OlUpgrade.Sandbox.Hosts;

namespace OlUpgrade.Simulation;

/// <summary>
/// What one run leaves out of service, the next one counts: law 6 holds over all runs of a journal
/// (<see cref="Sandbox.Drill.Laws.NeverTooManyDown"/> looks at every host of the world).
/// </summary>
public sealed class AcrossRunsTests
{
    [Fact]
    public async Task Wherever_a_run_is_aborted_the_next_one_takes_no_host_beside_what_it_left_out()
    {
        var left = 0;
        for (var minute = 2; minute <= 44; minute += 3)
        {
            using var journal = WatchedJournal.InMemory();
            var first = await Simulator.PlayAsync(
                Scenario.Undisturbed(Workflows.ShortDrained) with
                {
                    AbortAfter = TimeSpan.FromMinutes(minute),
                },
                journal
            );
            var drained = Drained(first.World);
            left += drained.Count;
            var second = await Simulator.PlayAsync(
                Scenario.Undisturbed(Workflows.ShortDrained) with
                {
                    RequestKey = "the next one",
                    Arm = world => drained.ForEach(host => world.Fleet[host].Files[SimulatedHost.DrainedFile] = ""),
                },
                journal
            );
            Assert.Equal(RunStatus.Succeeded, second.Run.Status);
            Assert.Empty(Drained(second.World));
            Assert.Empty(
                (await journal.ReadFleetAsync(0, CancellationToken.None))
                    .Aggregate(OlUpgrade.Runs.Fleet.FleetState.Empty, (fleet, entry) => fleet.Evolve(entry))
                    .Hosts
            );
        }

        Assert.True(left > 2, $"only {left} hosts were left drained");
    }

    private static List<string> Drained(World world) =>
        [.. world.Fleet.Hosts.Where(host => host.IsDrained).Select(host => host.Name)];
}
