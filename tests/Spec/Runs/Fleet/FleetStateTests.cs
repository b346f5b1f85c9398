using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Runs.Fleet;

/// <summary>What the fold of the fleet's stream knows, and what it does not claim to know.</summary>
[Finding("H30")]
public sealed class FleetStateTests
{
    private static readonly FleetState Old = FleetState.Empty.Evolve(new(1, Some.Time, Out("machine-a", 1)));

    [Fact]
    public void A_new_machine_under_the_name_of_an_old_one_is_another_host()
    {
        Assert.Null(Old.Find("ol-web1", "machine-b"));
        var both = Old.Evolve(new(2, Some.Time, Out("machine-b", 2)));
        Assert.Equal([1, 2], both.Out.Select(host => host.Out!.Run.Number).Order());
        var back = both.Evolve(new(3, Some.Time, new FleetEvent.Returned("ol-web1", "machine-b", 2)));
        Assert.Equal("machine-a", Assert.Single(back.Out).MachineId);
    }

    [Fact]
    public void A_host_that_one_run_surveyed_and_another_did_not_is_one_host()
    {
        Assert.Equal("machine-a", Old.Find("ol-web1")?.MachineId);
        Assert.Empty(Old.Evolve(new(2, Some.Time, new FleetEvent.Returned("ol-web1", null, 2))).Hosts);
        var named = FleetState.Empty.Evolve(new(1, Some.Time, Out(null, 1)));
        Assert.NotNull(named.Find("ol-web1", "machine-a"));
    }

    [Fact]
    public async Task A_rollback_believes_that_a_host_was_returned_only_if_the_fleet_knew_that_it_was_out()
    {
        var scene = new FleetScene();
        var left = await scene.AbortedWhileDrainedAsync("ol-solr2");
        var run = (await scene.Recorder.LoadAsync(left, TestContext.Current.CancellationToken))!;
        var back = new PersonsCommand.RollBack("all", Some.Approver, "readers see errors");
        var known = (await scene.FleetAsync()).Evolve(
            new((await scene.FleetAsync()).Version + 1, Some.Time, new FleetEvent.Returned("ol-solr2", null, 9))
        );
        Assert.Equal(["ol-solr2"], Asked(run, back with { Fleet = known }).Returned!);
        Assert.Null(Asked(run, back with { Fleet = FleetState.Empty }).Returned);
    }

    [Fact]
    public async Task A_host_that_was_renamed_since_has_its_old_name_in_the_run_that_left_it()
    {
        var scene = new FleetScene();
        var left = await scene.AbortedWhileDrainedAsync("ol-solr2");
        var run = (await scene.Recorder.LoadAsync(left, TestContext.Current.CancellationToken))!;
        var known = Assert.Single((await scene.FleetAsync()).Out);
        Assert.NotNull(known.MachineId);
        Assert.Equal("ol-solr2", FleetRoom.NameIn(run, known with { Host = "ol-search2" }));
        Assert.Equal("ol-search2", FleetRoom.NameIn(run, known with { Host = "ol-search2", MachineId = null }));
    }

    private static RunEvent.RollbackAsked Asked(Run run, PersonsCommand.RollBack command) =>
        Assert.Single(run.Decide(command, Some.Time + TimeSpan.FromDays(1)).Events.OfType<RunEvent.RollbackAsked>());

    private static FleetEvent.WentOut Out(string? machine, int run) =>
        new("ol-web1", machine, "web", run, Some.Time, "drain", IsDrained: true);
}
