using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Runs;

/// <summary>A run turns: which hosts go back, in which order, by which steps, and what may be called rolled back.</summary>
public sealed class RollbackSpec
{
    private static readonly Failure Broken = new(FailureKind.Unhealthy, "nginx does not answer on ol-web1.");

    private static Plan TwoHosts { get; } = Some.Plan(Stage("canary", "ol-dev"), Stage("web", "ol-web1", "ol-web2"));

    private static PlannedStage Stage(string name, params string[] hosts) => Some.Stage(
        name,
        [.. hosts],
        Step("note what runs now", new Work.Capture(["packages"])),
        Step("upgrade packages", new Work.Run("apt-get upgrade", null, "apt-get downgrade")),
        Step("forget", new Work.Run("rm cache", null, null, "the cache fills again by itself")),
        Step("reboot", new Work.Reboot(TimeSpan.Zero, AlsoBack: true)),
        Step("containers", new Work.Containers()),
        Step("check health", new Work.Health(1, TimeSpan.FromSeconds(1))));

    private static PlannedStep Step(string name, Work work) => new(name, work, TimeSpan.FromMinutes(5), RetryRule.Never);

    private static StepPlace At(string stage, string host, string step) => new(stage, host, step);

    private static Story Done(Story story, string stage, string host, string? until = null)
    {
        foreach (var step in story.Run.Plan!.Stage(stage).Steps.TakeWhile(one => one.Name != until))
            story.After(TimeSpan.FromMinutes(1)).Done(At(stage, host, step.Name), ("packages", "nginx 1.0"));
        return story;
    }

    /// <summary>ol-dev is done, ol-web1 is not healthy, ol-web2 waits.</summary>
    private static Story Unhealthy(Plan? plan = null)
    {
        var story = Done(Done(Story.UntilWork(plan ?? TwoHosts), "canary", "ol-dev"), "web", "ol-web1", until: "check health");
        return story.Began(At("web", "ol-web1", "check health"))
            .Given(new RunEvent.StepFailed(At("web", "ol-web1", "check health"), 1, Broken, Facts.Empty));
    }

    private static Story Turned(string target = "all", Plan? plan = null) =>
        Unhealthy(plan).When(new RunCommand.RollBack(target, Some.Approver, "readers see errors")).When(new RunCommand.PlanRollback());

    /// <summary>Every step of a host's way back ends well; the proof finds these differences.</summary>
    private static Story Back(Story story, string host, string differences = "")
    {
        var stage = RollbackPlanner.NameOf(story.Run.Rollback!.Number, host);
        foreach (var step in story.Run.Plan!.Stage(stage).Steps)
        {
            story.Began(At(stage, host, step.Name)).When(new RunCommand.ReportOutcome(
                new(Some.Run, At(stage, host, step.Name), 1),
                step.Work is Work.Prove ? Outcome.Done((RollbackDecisions.DifferencesFact, differences)) : Outcome.Done()));
        }

        return story;
    }

    [Fact]
    public void Changed_hosts_go_back_newest_first_and_untouched_ones_are_left_alone()
    {
        var story = Unhealthy().When(new RunCommand.RollBack("all", Some.Approver, "readers see errors"));
        story.Then(new RunEvent.RollbackAsked("all", ["ol-web1", "ol-dev"], Some.Approver, "readers see errors", false));
        Assert.Equal(RunStatus.RollingBack, story.Run.Status);
        Assert.Equal([new Intent.PlanRollback()], story.Agenda);
    }

    [Fact]
    public void The_way_back_is_every_undo_in_reverse_then_reboot_containers_health_and_proof()
    {
        var story = Turned();
        var stages = story.Run.StagesAhead.ToList();
        Assert.Equal(["rollback ol-web1", "rollback ol-dev"], stages.Select(stage => stage.Name));
        Assert.Equal(
            ["take host", "undo: upgrade packages", "reboot", "containers", "check health", RollbackPlanner.ProveStep, "release host"],
            stages[0].Steps.Select(step => step.Name));
        Assert.Equal(new Work.TakeBack("upgrade packages", "apt-get downgrade"), stages[0].Steps[1].Work);
        Assert.Equal(["forget: the cache fills again by itself"], RollbackPlanner.ByHand(story.Run, "ol-web1"));
        Assert.Equal([new Intent.PerformStep(new(Some.Run, At("rollback ol-web1", "ol-web1", "take host"), 1))], story.Agenda);
    }

    [Fact]
    public void A_step_that_was_never_begun_has_nothing_to_undo()
    {
        var story = Done(Story.UntilWork(TwoHosts), "canary", "ol-dev", until: "reboot");
        story.When(new RunCommand.RollBack("ol-dev", Some.Approver, null)).When(new RunCommand.PlanRollback());
        Assert.DoesNotContain(story.Run.StagesAhead.Single().Steps, step => step.Work is Work.Reboot);
        Assert.Contains(story.Run.StagesAhead.Single().Steps, step => step.Work is Work.TakeBack);
    }

    [Fact]
    public void Rolled_back_is_said_only_of_a_host_whose_every_noted_fact_is_what_it_was()
    {
        var story = Back(Back(Turned(), "ol-web1"), "ol-dev", "nginx 1.0 to 1.1\nlinux-image 6.2 is new");
        Assert.Contains("ol-web1", story.Run.Returned.Keys);
        story.When(new RunCommand.Finish()).Then(new RunEvent.RunRolledBack(["ol-web1"], ["ol-dev"]));
        var rows = FleetTable.Of(story.Run).ToDictionary(row => row.Host);
        Assert.Equal(HostState.RolledBack, rows["ol-web1"].State);
        Assert.Equal((HostState.Mixed, "nginx 1.0 to 1.1; linux-image 6.2 is new"), (rows["ol-dev"].State, rows["ol-dev"].Problem));
        Assert.Equal(HostState.Waiting, rows["ol-web2"].State);
        Assert.Equal((RunStatus.RolledBack, true), (story.Run.Status, story.Run.IsSettled));
    }

    [Fact]
    public void The_proof_is_the_last_word_of_a_host_and_stands_in_the_journal()
    {
        var story = Turned();
        var prove = At("rollback ol-web1", "ol-web1", RollbackPlanner.ProveStep);
        story.Began(prove).When(new RunCommand.ReportOutcome(
            new(Some.Run, prove, 1), Outcome.Done((RollbackDecisions.DifferencesFact, ""))));
        Assert.IsType<RunEvent.HostRolledBack>(story.Decision.Events[^1]);
        Assert.Equal(2, story.Decision.Events.Length);
    }

    [Fact]
    public void What_is_in_hand_ends_before_the_run_turns()
    {
        var story = Done(Story.UntilWork(TwoHosts), "canary", "ol-dev", until: "reboot").Began(At("canary", "ol-dev", "reboot"));
        story.When(new RunCommand.RollBack("all", Some.Approver, null));
        Assert.Empty(story.Agenda);
        story.When(new RunCommand.PlanRollback()).Then();
        story.When(new RunCommand.ReportOutcome(new(Some.Run, At("canary", "ol-dev", "reboot"), 1), Outcome.Fail(FailureKind.NotBack, "away")));
        Assert.Equal([new Intent.PlanRollback()], story.Agenda);
        Assert.Empty(story.Run.Stuck);
    }

    [Fact]
    public void A_look_that_is_in_hand_holds_up_no_rollback_and_its_end_changes_nothing()
    {
        var story = Done(Story.UntilWork(TwoHosts), "canary", "ol-dev", until: "check health").Began(At("canary", "ol-dev", "check health"));
        story.When(new RunCommand.RollBack("all", Some.Approver, null));
        Assert.Equal([new Intent.PlanRollback()], story.Agenda);
        story.When(new RunCommand.PlanRollback());
        story.When(new RunCommand.ReportOutcome(new(Some.Run, At("canary", "ol-dev", "check health"), 1), Outcome.Fail(FailureKind.Unhealthy, "no")));
        Assert.Empty(story.Run.Stuck);
        Assert.Equal([new Intent.PerformStep(new(Some.Run, At("rollback ol-dev", "ol-dev", "take host"), 1))], story.Agenda);
    }

    [Fact]
    public void Where_the_runbook_says_so_what_is_in_hand_is_stopped_first()
    {
        var plan = TwoHosts with { Rollback = RollbackRule.Plain with { StopsCommands = true } };
        var story = Done(Story.UntilWork(plan), "canary", "ol-dev", until: "upgrade packages").Began(At("canary", "ol-dev", "upgrade packages"));
        story.When(new RunCommand.RollBack("all", Some.Approver, null));
        Assert.Equal([new Intent.StopStep(new(Some.Run, At("canary", "ol-dev", "upgrade packages"), 1))], story.Agenda);
    }

    [Fact]
    public void A_failed_step_of_the_upgrade_is_not_tried_again_once_the_run_turns()
    {
        var retried = TwoHosts with
        {
            Stages = [.. TwoHosts.Stages.Select(stage => stage with { Steps = [.. stage.Steps.Select(step => step with { Retry = new(5, TimeSpan.FromSeconds(1)) })] })],
        };
        var story = Done(Story.UntilWork(retried), "canary", "ol-dev", until: "upgrade packages").Began(At("canary", "ol-dev", "upgrade packages"));
        story.When(new RunCommand.RollBack("all", Some.Approver, null));
        story.When(new RunCommand.ReportOutcome(new(Some.Run, At("canary", "ol-dev", "upgrade packages"), 1), Outcome.Fail(FailureKind.ExitCode, "no")));
        Assert.IsType<RunEvent.StepFailed>(Assert.Single(story.Decision.Events));
    }

    [Fact]
    public void A_finished_run_can_be_rolled_back_for_a_while_and_then_no_more()
    {
        var story = Done(Done(Done(Story.UntilWork(TwoHosts), "canary", "ol-dev"), "web", "ol-web1"), "web", "ol-web2").When(new RunCommand.Finish());
        Assert.True(story.Run.IsSettled);
        story.After(TimeSpan.FromDays(6)).When(new RunCommand.RollBack("web", Some.Approver, "slow since then"));
        story.Then(new RunEvent.RollbackAsked("web", ["ol-web2", "ol-web1"], Some.Approver, "slow since then", false));
        Assert.False(story.Run.IsSettled);
        Back(Back(story.When(new RunCommand.PlanRollback()), "ol-web2"), "ol-web1").When(new RunCommand.Finish());
        Assert.Equal(RunStatus.RolledBack, story.Run.Status);
        story.After(TimeSpan.FromDays(8)).When(new RunCommand.RollBack("all", Some.Approver, null)).ThenRefused("too-late");
    }

    [Fact]
    public void A_second_rollback_takes_only_what_is_not_back_yet()
    {
        var story = Back(Turned("ol-web1"), "ol-web1").When(new RunCommand.Finish());
        story.After(TimeSpan.FromMinutes(1)).When(new RunCommand.RollBack("all", Some.Approver, null));
        story.Then(new RunEvent.RollbackAsked("all", ["ol-dev"], Some.Approver, null, false));
        Back(story.When(new RunCommand.PlanRollback()), "ol-dev").When(new RunCommand.Finish());
        Assert.Equal(["ol-dev", "ol-web1"], story.Run.Returned.Keys);
    }

    [Fact]
    public void Where_the_runbook_wants_four_eyes_the_asker_cannot_agree()
    {
        var story = Turned(plan: TwoHosts with { Rollback = RollbackRule.Plain with { NeedsApproval = true } });
        story.Done(AskStep.Place("rollback ol-web1"));
        Assert.Equal(RunStatus.AwaitingApproval, story.Run.Status);
        story.When(new RunCommand.Approve(null, null, Some.Approver, "slack")).ThenRefused("requester");
        story.When(new RunCommand.Approve(null, null, Some.Requester, "slack"));
        Assert.Equal([new Intent.PerformStep(new(Some.Run, At("rollback ol-web1", "ol-web1", "take host"), 1))], story.Agenda);
    }

    [Fact]
    public void An_emergency_waits_for_nobody_and_needs_a_reason()
    {
        var story = Unhealthy(TwoHosts with { Rollback = RollbackRule.Plain with { NeedsApproval = true } });
        story.When(new RunCommand.RollBack("all", Some.Approver, null, IsEmergency: true)).ThenRefused("no-reason");
        story.When(new RunCommand.RollBack("all", Some.Approver, "the site is down", IsEmergency: true)).When(new RunCommand.PlanRollback());
        Assert.Equal([new Intent.PerformStep(new(Some.Run, At("rollback ol-web1", "ol-web1", "take host"), 1))], story.Agenda);
    }

    [Fact]
    public void On_failure_rollback_turns_without_a_person()
    {
        var story = Unhealthy(TwoHosts with { Rollback = RollbackRule.Plain with { OnFailure = true } });
        Assert.Equal([new Intent.RollBackOnFailure()], story.Agenda);
        story.When(new RunCommand.RollBackOnFailure());
        var asked = Assert.IsType<RunEvent.RollbackAsked>(Assert.Single(story.Decision.Events));
        Assert.Equal("the runbook", asked.By.Name);
        Assert.Equal("ol-web1: check health: nginx does not answer on ol-web1.", asked.Reason);
    }

    [Fact]
    public void Where_nothing_is_known_for_sure_no_runbook_turns_a_run()
    {
        var story = Unhealthy(TwoHosts with { Rollback = RollbackRule.Plain with { OnFailure = true } })
            .Given(new RunEvent.StepUnknown(At("web", "ol-web1", "check health"), 1, "The ledger is gone."));
        Assert.IsType<Intent.WakeAt>(Assert.Single(story.Agenda));
        story.When(new RunCommand.RollBackOnFailure()).Then();
    }

    [Theory]
    [InlineData(true, 2, true)]
    [InlineData(true, 1, false)]
    [InlineData(false, 2, false)]
    [Fault(24)]
    public void A_host_that_does_not_answer_is_left_out_where_the_runbook_says_so_and_not_too_many_are_away(
        bool mayLeave, int limit, bool leaves)
    {
        var story = Turned(plan: TwoHosts with
        {
            Rollback = RollbackRule.Plain with { LeavesUnreachable = mayLeave },
            Stages = [.. TwoHosts.Stages.Select(stage => stage with { Limit = limit })],
        });
        var take = At("rollback ol-web1", "ol-web1", "take host");
        for (var attempt = 1; attempt <= OverheadSteps.Retry.Attempts; attempt++)
        {
            story.Given(new RunEvent.StepStarted(take, attempt, 1, Facts.Empty))
                .When(new RunCommand.ReportOutcome(new(Some.Run, take, attempt), Outcome.Fail(FailureKind.Unreachable, "No route to ol-web1.")));
        }

        Assert.Equal(leaves ? RunStatus.RollingBack : RunStatus.Paused, story.Run.Status);
        Assert.Equal(leaves, story.Run.Returned.ContainsKey("ol-web1"));
        if (!leaves)
            return;
        Assert.Equal(HostState.Mixed, FleetTable.Of(story.Run).Single(row => row.Host == "ol-web1").State);
        Back(story, "ol-dev").When(new RunCommand.Finish()).Then(new RunEvent.RunRolledBack(["ol-dev"], ["ol-web1"]));
    }

    [Fact]
    [Fault(24)]
    public void A_rollback_that_fails_stops_with_the_same_choices()
    {
        var story = Turned();
        var undo = At("rollback ol-web1", "ol-web1", "undo: upgrade packages");
        story.Done(undo with { Step = "take host" }).Began(undo)
            .When(new RunCommand.ReportOutcome(new(Some.Run, undo, 1), Outcome.Fail(FailureKind.ExitCode, "no such file")));
        Assert.Equal(RunStatus.Paused, story.Run.Status);
        Assert.IsType<Intent.WakeAt>(Assert.Single(story.Agenda));
        story.When(new RunCommand.Skip(undo, Some.Approver, "installed by hand"));
        Assert.Equal([new Intent.PerformStep(new(Some.Run, undo with { Step = "reboot" }, 1))], story.Agenda);
    }

    [Fact]
    [Fault(24)]
    public void A_host_that_nobody_compared_is_never_called_rolled_back()
    {
        var story = Turned("ol-web1");
        var prove = At("rollback ol-web1", "ol-web1", RollbackPlanner.ProveStep);
        story.Given(new RunEvent.StepFailed(prove, 1, Broken, Facts.Empty)).When(new RunCommand.Skip(prove, Some.Approver, "no time"));
        Assert.Equal(HostState.Mixed, FleetTable.Of(story.Run).Single(row => row.Host == "ol-web1").State);
    }

    [Theory]
    [InlineData("no-such-target", "ol-covers")]
    [InlineData("no-such-target", "everything")]
    [InlineData("nothing-touched", "ol-web2")]
    public void A_target_that_means_nothing_is_refused_with_what_was_changed(string code, string target)
    {
        var story = Unhealthy().When(new RunCommand.RollBack(target, Some.Approver, null)).ThenRefused(code);
        Assert.EndsWith("Changed so far, newest first: ol-web1, ol-dev.", story.Decision.Refusal!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_is_going_back_is_not_turned_again()
    {
        var story = Turned().After(TimeSpan.FromMinutes(1));
        story.When(new RunCommand.RollBack("ol-dev", Some.Requester, null)).ThenRefused("rolling-back");
    }

    [Fact]
    public void People_are_told_in_order_what_goes_back_and_how_it_ended()
    {
        var story = Back(Turned("ol-web1"), "ol-web1");
        var entries = new List<string>();
        var before = Run.Initial(Some.Run);
        foreach (var (entry, sentence) in Notes.Tell(before, [.. story.Entries]))
        {
            if (entry.Event is RunEvent.RollbackAsked or RunEvent.RollbackPlanned or RunEvent.HostRolledBack)
                entries.Add(sentence);
        }

        Assert.Equal(
            [
                "cdrini asked to roll back ol-web1 (readers see errors). In this order: ol-web1.",
                "The way back:\nol-web1: undo: upgrade packages; reboot; containers; check health; compare with what was noted before. "
                    + "By hand: forget: the cache fills again by itself",
                "ol-web1: rolled back. Every fact noted before the work was read again and is what it was.",
            ],
            entries);
    }
}
