using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Drill;
using OlUpgrade.Sandbox.Hosts;

namespace OlUpgrade.Simulation;

/// <summary>The reboot of one host breaks another one, which is done already.</summary>
public sealed class DependentHostTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_mount_that_the_reboot_of_another_host_made_stale_stops_the_run_there(bool isDrained)
    {
        var plan = isDrained ? Workflows.Drained : Workflows.Plan;
        var ending = await Simulator.PlayAsync(
            Scenario.Undisturbed(plan) with
            {
                Arm = world => world.Fleet["ol-www0"].Faults.Inject(new HostFault(HostFaultKind.ExportsStale)),
            }
        );
        var events = ending.World.Entries(ending.Run.Id).Select(entry => entry.Event).ToList();
        var failed = Assert.Single(events.OfType<RunEvent.StepFailed>());
        Assert.Equal(("ol-www0", true), (failed.Place.Host, plan.Step(failed.Place).Work is Work.Health));
        Assert.StartsWith(
            "ol-home, which depends on ol-www0 and is asked after its change, was not healthy within",
            failed.Failure.Sentence,
            StringComparison.Ordinal
        );
        Assert.Contains("/www0_1 is mounted", failed.Failure.Sentence, StringComparison.Ordinal);
        Assert.Equal(RunStatus.Succeeded, ending.Run.Status);
    }

    [Fact]
    public async Task A_run_that_only_looks_asks_each_host_for_itself()
    {
        var ending = await Simulator.PlayAsync(
            Scenario.Undisturbed(Workflows.Of("verify-cluster")) with
            {
                Arm = world => world.Fleet["ol-home"].Mounts["/www0_1"] = false,
            }
        );
        var events = ending.World.Entries(ending.Run.Id).Select(entry => entry.Event).ToList();
        Assert.Equal(["ol-home"], events.OfType<RunEvent.StepFailed>().Select(failed => failed.Place.Host).Distinct());
    }
}
