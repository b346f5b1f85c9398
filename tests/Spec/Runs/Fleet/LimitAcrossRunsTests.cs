using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Spec.Runs.Rollbacks;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Runs.Fleet;

/// <summary>The limit over all runs is lifted as far as a person said, and a rollback keeps it too.</summary>
[Finding("H30")]
public sealed class LimitAcrossRunsTests
{
    private const string Other = "ol-web9";

    private readonly FleetScene _scene = new();

    [Fact]
    public async Task An_override_is_for_one_take_and_a_later_rollback_asks_again()
    {
        await _scene.AbortedWhileDrainedAsync("ol-solr2");
        var next = await OverriddenAsync("ol-solr1");
        var done = await _scene.DriveAsync(next);
        Assert.Equal(RunStatus.Succeeded, done.Status);
        var back = new PersonsCommand.RollBack("all", Some.Requester, "readers see errors") { Seen = done.Version };
        Assert.Null((await _scene.SayAsync(next, back)).Refusal?.Sentence);
        await _scene.SayAsync(next, new RunCommand.PlanRollback());
        var run = await _scene.DriveAsync(next);
        Assert.Equal(RunStatus.Paused, run.Status);
        var stuck = Assert.Single(run.Stuck);
        Assert.Equal(("take host", FailureKind.NotReady), (stuck.Place.Step, stuck.Failure!.Kind));
    }

    [Fact]
    public async Task An_override_is_for_the_hosts_that_were_away_when_it_was_given()
    {
        await _scene.AbortedWhileDrainedAsync("ol-solr2");
        var next = await OverriddenAsync("ol-solr1");
        var third = await OverriddenAsync("ol-solr3");
        await _scene.DriveAsync(third, "ol-solr3", "upgrade");
        var stuck = Assert.Single((await _scene.DriveAsync(next)).Stuck);
        Assert.Equal("ol-solr2, ol-solr3", stuck.Evidence[FleetRoom.AwayFact]);
    }

    [Fact]
    public async Task A_person_cannot_return_a_host_through_the_run_that_left_it_while_another_run_has_it()
    {
        var left = await _scene.AbortedWhileDrainedAsync("ol-solr2");
        var second = await _scene.OpenAsync("ol-solr2");
        await _scene.DriveAsync(second, "ol-solr2", "upgrade");
        var said = new PersonsCommand.Return("ol-solr2", Some.Approver, "I looked", IsByHand: true);
        Assert.Equal("held", (await _scene.SayAsync(left, said)).Refusal?.Code);
        Assert.Equal("ol-solr2", Assert.Single((await _scene.FleetAsync()).Out).Host);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_host_that_a_rollback_left_out_counts_beside_those_of_other_runs(bool isKnownToBeOut)
    {
        var story = LeftOut();
        var fleet = FleetState.Empty.Evolve(new(1, Some.Time, Out(Other, 6)));
        if (isKnownToBeOut)
            fleet = fleet.Evolve(new(2, Some.Time, Out("ol-web1", Some.Run.Number)));
        var take = RollbackStory.At("rollback ol-dev", "ol-dev", "take host");
        var (failure, evidence) = FleetRoom.Refusal(story.Run, take, fleet)!.Value;
        Assert.Equal($"ol-web1, {Other}", evidence[FleetRoom.AwayFact]);
        Assert.Contains("ol-web1", failure.Sentence, StringComparison.Ordinal);
        Assert.Null(FleetRoom.Refusal(story.Run, take, FleetState.Empty));
    }

    [Fact]
    public void The_runbook_leaves_no_host_out_while_another_run_has_one_of_its_role() =>
        Assert.Equal(RunStatus.Paused, LeftOut(FleetState.Empty.Evolve(new(1, Some.Time, Out(Other, 6)))).Run.Status);

    [Fact]
    public void A_host_that_is_out_already_may_be_rolled_back_whatever_else_is_away()
    {
        var fleet = FleetState
            .Empty.Evolve(new(1, Some.Time, Out(Other, 6)))
            .Evolve(new(2, Some.Time, Out("ol-dev", Some.Run.Number)));
        var take = RollbackStory.At("rollback ol-dev", "ol-dev", "take host");
        Assert.Null(FleetRoom.Refusal(LeftOut().Run, take, fleet));
    }

    [Fact]
    public void While_another_run_has_a_host_of_the_role_fewer_of_this_one_are_in_turn()
    {
        var plan = Some.Plan(Some.Stage("web", ["ol-a", "ol-b"], Some.Script()) with { Limit = 2 });
        var run = Story.UntilWork(plan).Began(RollbackStory.At("web", "ol-a", "take host")).Run;
        var stage = run.Plan!.Stage("web");
        Assert.Equal(["ol-a", "ol-b"], OutOfService.InTurn(run, stage));
        var beside = run with { Away = run.Away.SetItem(Other, new AwayHost(Other, 6)) };
        Assert.Equal(["ol-a"], OutOfService.InTurn(beside, stage));
    }

    private async Task<RunId> OverriddenAsync(string host)
    {
        var id = await _scene.OpenAsync(host);
        await _scene.DriveAsync(id);
        var over = new PersonsCommand.Override(FleetScene.At(host, "take host"), Some.Approver, "a spare is up");
        Assert.True((await _scene.SayAsync(id, over)).IsChanged);
        return id;
    }

    /// <summary>A rollback of ol-web1 and ol-dev, at most two at once, from which ol-web1 was left out.</summary>
    private static Story LeftOut(FleetState? fleet = null)
    {
        var plan = RollbackStory.TwoHosts with
        {
            Rollback = RollbackRule.Plain with { LeavesUnreachable = true },
            Stages = [.. RollbackStory.TwoHosts.Stages.Select(stage => stage with { Limit = 2 })],
        };
        var story = RollbackStory.RollingBack(plan: plan);
        var take = RollbackStory.At("rollback ol-web1", "ol-web1", "take host");
        for (var attempt = 1; attempt <= BuiltInSteps.Retry.Attempts; attempt++)
        {
            story
                .Given(new RunEvent.StepStarted(take, attempt, 1, Facts.Empty))
                .When(
                    new RunCommand.ReportOutcome(
                        new(Some.Run, take, attempt),
                        Outcome.Fail(FailureKind.Unreachable, "No route to ol-web1.")
                    )
                    {
                        Fleet = fleet,
                    }
                );
        }

        Assert.Equal(fleet is null, story.Run.LeftOut.Contains("ol-web1"));
        return story;
    }

    private static FleetEvent Out(string host, int run) =>
        new FleetEvent.WentOut(host, null, "web", run, Some.Time, "drain", IsDrained: true);
}
