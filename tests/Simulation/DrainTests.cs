using System.Collections.Concurrent;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Sandbox.Drill;
using OlUpgrade.Sandbox.Hosts;

namespace OlUpgrade.Simulation;

/// <summary>
/// Hosts are drained before the work and returned at its end. Whatever fails or is killed, no broken host returns to
/// rotation (<see cref="Sandbox.Drill.Laws.OnlyTheWellReturn"/> checks this too) and none stays drained.
/// </summary>
public sealed class DrainTests
{
    [Fact]
    public async Task Each_host_is_drained_once_and_returned_once()
    {
        var ending = await Simulator.PlayAsync(Scenario.Undisturbed(Workflows.ShortDrained));
        Assert.Equal(RunStatus.Succeeded, ending.Run.Status);
        Assert.All(Workflows.ShortDrained.Hosts, host =>
            Assert.Equal(
                (1, 1),
                (Count(ending, host.Name, EffectKind.Drained), Count(ending, host.Name, EffectKind.Returned))
            )
        );
        Assert.All(FleetTable.Of(ending.Run), row => Assert.Null(row.OutSince));
    }

    [Fact]
    public async Task A_host_that_breaks_after_the_last_check_is_not_returned_until_it_is_repaired()
    {
        World? world = null;
        var returned = -1;
        var ending = await Simulator.PlayAsync(
            Scenario.Undisturbed(Workflows.ShortDrained) with
            {
                Arm = created => world = created,
            },
            entry =>
            {
                if (entry.Event is RunEvent.StepSucceeded { Place: { Host: "ol-dev", Step: "check health" } })
                    world!.Fleet["ol-dev"].Services["docker"] = false;
                if (entry.Event is RunEvent.StepFailed { Failure.Kind: FailureKind.Unhealthy } failed && returned < 0)
                    returned = world!.Fleet.Effects.All.Count(effect =>
                        effect.Host == failed.Place.Host && effect.Kind == EffectKind.Returned
                    );
            }
        );
        Assert.Equal(0, returned);
        Assert.Equal(RunStatus.Succeeded, ending.Run.Status);
        Assert.Equal(1, Count(ending, "ol-dev", EffectKind.Returned));
    }

    [Fact]
    public async Task A_rollback_drains_again_what_was_returned_and_ends_with_every_host_in_rotation()
    {
        var ending = await Simulator.PlayAsync(
            Scenario.Undisturbed(Workflows.ShortDrained) with
            {
                Rollback = RequestedRollback.WhenDone(),
            }
        );
        Assert.Equal(RunStatus.RolledBack, ending.Run.Status);
        foreach (var host in Workflows.ShortDrained.Hosts.Select(host => host.Name))
        {
            Assert.Equal((2, 2), (Count(ending, host, EffectKind.Drained), Count(ending, host, EffectKind.Returned)));
            Assert.Empty(ending.World.DifferencesOn(host));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Killed_at_any_third_append_no_host_stays_drained(bool rollsBack)
    {
        var scenario = Scenario.Undisturbed(Workflows.ShortDrained) with
        {
            Rollback = rollsBack ? RequestedRollback.AfterTime(TimeSpan.FromMinutes(12)) : null,
        };
        var undisturbed = await Simulator.PlayAsync(scenario);
        var broken = new ConcurrentBag<string>();
        Parallel.For(0, undisturbed.Appends / 3, third =>
        {
            var kill = new Dictionary<int, bool> { [(third * 3) + 1] = third % 2 == 0 };
            try
            {
                var ending = Simulator.PlayAsync(scenario with { Kills = kill }).GetAwaiter().GetResult();
                Assert.Equal(undisturbed.Run.Status, ending.Run.Status);
                Assert.All(ending.World.Fleet.Hosts, host => Assert.False(host.IsDrained));
            }
            catch (Exception fault)
            {
                broken.Add($"append {(third * 3) + 1}: {fault.Message}");
            }
        });
        Assert.True(broken.IsEmpty, string.Join('\n', broken.Take(10)));
    }

    private static int Count(Ending ending, string host, EffectKind kind) =>
        ending.World.Fleet.Effects.All.Count(effect => effect.Host == host && effect.Kind == kind);
}
