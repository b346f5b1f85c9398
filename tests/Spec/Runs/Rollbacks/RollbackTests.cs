using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Runs.Rollbacks;
using OlUpgrade.Spec.Support;
using OlUpgrade.Wording;
using static OlUpgrade.Spec.Runs.Rollbacks.RollbackStory;

namespace OlUpgrade.Spec.Runs.Rollbacks;

/// <summary>A run rolls back: which hosts, in which order and by which steps.</summary>
public sealed class RollbackTests
{
    [Fact]
    public void Changed_hosts_are_rolled_back_newest_first_and_untouched_ones_are_left_alone()
    {
        var story = Unhealthy().When(new PersonsCommand.RollBack("all", Some.Approver, "readers see errors"));
        story.Then(
            new RunEvent.RollbackAsked("all", ["ol-web1", "ol-dev"], Some.Approver, "readers see errors", false)
        );
        Assert.Equal(RunStatus.RollingBack, story.Run.Status);
        Assert.Equal([new Intent.Decide(new RunCommand.PlanRollback())], story.Agenda);
    }

    [Fact]
    public void A_rollback_is_every_undo_in_reverse_then_reboot_containers_health_and_proof()
    {
        var story = RollingBack();
        var stages = story.Run.StagesAhead.ToList();
        Assert.Equal(["rollback ol-web1", "rollback ol-dev"], stages.Select(stage => stage.Name));
        Assert.Equal(
            [
                "take host",
                "undo: upgrade packages",
                "reboot",
                "containers",
                "check health",
                RollbackPlanner.ProveStep,
                "release host",
            ],
            stages[0].Steps.Select(step => step.Name)
        );
        Assert.Equal(new Work.TakeBack("upgrade packages", "apt-get downgrade"), stages[0].Steps[1].Work);
        Assert.Equal(["forget: the cache fills again by itself"], RollbackPlanner.ByHand(story.Run, "ol-web1"));
        Assert.Equal(
            [new Intent.PerformStep(new(Some.Run, At("rollback ol-web1", "ol-web1", "take host"), 1))],
            story.Agenda
        );
    }

    [Fact]
    public void A_step_that_was_never_started_has_nothing_to_undo()
    {
        var story = Done(Story.UntilWork(TwoHosts), "canary", "ol-dev", until: "reboot");
        story.When(new PersonsCommand.RollBack("ol-dev", Some.Approver, null)).When(new RunCommand.PlanRollback());
        Assert.DoesNotContain(story.Run.StagesAhead.Single().Steps, step => step.Work is Work.Reboot);
        Assert.Contains(story.Run.StagesAhead.Single().Steps, step => step.Work is Work.TakeBack);
    }

    [Fact]
    public void Work_in_flight_ends_before_the_rollback_is_planned()
    {
        var story = Done(Story.UntilWork(TwoHosts), "canary", "ol-dev", until: "reboot")
            .Began(At("canary", "ol-dev", "reboot"));
        story.When(new PersonsCommand.RollBack("all", Some.Approver, null));
        Assert.Empty(story.Agenda);
        story.When(new RunCommand.PlanRollback()).Then();
        story.When(
            new RunCommand.ReportOutcome(
                new(Some.Run, At("canary", "ol-dev", "reboot"), 1),
                Outcome.Fail(FailureKind.NotBack, "away")
            )
        );
        Assert.Equal([new Intent.Decide(new RunCommand.PlanRollback())], story.Agenda);
        Assert.Empty(story.Run.Stuck);
    }

    [Fact]
    public void A_read_in_flight_does_not_delay_a_rollback_and_its_end_changes_nothing()
    {
        var story = Done(Story.UntilWork(TwoHosts), "canary", "ol-dev", until: "check health")
            .Began(At("canary", "ol-dev", "check health"));
        story.When(new PersonsCommand.RollBack("all", Some.Approver, null));
        Assert.Equal([new Intent.Decide(new RunCommand.PlanRollback())], story.Agenda);
        story.When(new RunCommand.PlanRollback());
        story.When(
            new RunCommand.ReportOutcome(
                new(Some.Run, At("canary", "ol-dev", "check health"), 1),
                Outcome.Fail(FailureKind.Unhealthy, "no")
            )
        );
        Assert.Empty(story.Run.Stuck);
        Assert.Equal(
            [new Intent.PerformStep(new(Some.Run, At("rollback ol-dev", "ol-dev", "take host"), 1))],
            story.Agenda
        );
    }

    [Fact]
    public void If_the_runbook_says_so_work_in_flight_is_stopped_first()
    {
        var plan = TwoHosts with { Rollback = RollbackRule.Plain with { StopsCommands = true } };
        var story = Done(Story.UntilWork(plan), "canary", "ol-dev", until: "upgrade packages")
            .Began(At("canary", "ol-dev", "upgrade packages"));
        story.When(new PersonsCommand.RollBack("all", Some.Approver, null));
        Assert.Equal([new Intent.StopStep(new(Some.Run, At("canary", "ol-dev", "upgrade packages"), 1))], story.Agenda);
    }

    [Fact]
    public void A_failed_step_is_not_retried_once_a_rollback_was_requested()
    {
        var retried = TwoHosts with
        {
            Stages =
            [
                .. TwoHosts.Stages.Select(stage =>
                    stage with
                    {
                        Steps = [.. stage.Steps.Select(step => step with { Retry = new(5, TimeSpan.FromSeconds(1)) })],
                    }
                ),
            ],
        };
        var story = Done(Story.UntilWork(retried), "canary", "ol-dev", until: "upgrade packages")
            .Began(At("canary", "ol-dev", "upgrade packages"));
        story.When(new PersonsCommand.RollBack("all", Some.Approver, null));
        story.When(
            new RunCommand.ReportOutcome(
                new(Some.Run, At("canary", "ol-dev", "upgrade packages"), 1),
                Outcome.Fail(FailureKind.ExitCode, "no")
            )
        );
        Assert.IsType<RunEvent.StepFailed>(Assert.Single(story.Decision.Events));
    }

    [Fact]
    public void A_finished_run_can_be_rolled_back_for_a_limited_time()
    {
        var story = Done(Done(Done(Story.UntilWork(TwoHosts), "canary", "ol-dev"), "web", "ol-web1"), "web", "ol-web2")
            .When(new RunCommand.Finish());
        Assert.True(story.Run.IsSettled);
        story.After(TimeSpan.FromDays(6)).When(new PersonsCommand.RollBack("web", Some.Approver, "slow since then"));
        story.Then(new RunEvent.RollbackAsked("web", ["ol-web2", "ol-web1"], Some.Approver, "slow since then", false));
        Assert.False(story.Run.IsSettled);
        Back(Back(story.When(new RunCommand.PlanRollback()), "ol-web2"), "ol-web1").When(new RunCommand.Finish());
        Assert.Equal(RunStatus.RolledBack, story.Run.Status);
        story
            .After(TimeSpan.FromDays(8))
            .When(new PersonsCommand.RollBack("all", Some.Approver, null))
            .ThenRefused("too-late");
    }

    [Fact]
    public void A_second_rollback_takes_only_the_hosts_that_are_not_rolled_back()
    {
        var story = Back(RollingBack("ol-web1"), "ol-web1").When(new RunCommand.Finish());
        story.After(TimeSpan.FromMinutes(1)).When(new PersonsCommand.RollBack("all", Some.Approver, null));
        story.Then(new RunEvent.RollbackAsked("all", ["ol-dev"], Some.Approver, null, false));
        Back(story.When(new RunCommand.PlanRollback()), "ol-dev").When(new RunCommand.Finish());
        Assert.Equal(["ol-dev", "ol-web1"], story.Run.RolledBackHosts.Keys);
    }

    [Theory]
    [InlineData(true, 2, true)]
    [InlineData(true, 1, false)]
    [InlineData(false, 2, false)]
    [Fault(24)]
    public void An_unreachable_host_is_left_out_if_the_runbook_says_so_and_not_too_many_are_out_of_service(
        bool mayLeave,
        int limit,
        bool leaves
    )
    {
        var story = RollingBack(
            plan: TwoHosts with
            {
                Rollback = RollbackRule.Plain with { LeavesUnreachable = mayLeave },
                Stages = [.. TwoHosts.Stages.Select(stage => stage with { Limit = limit })],
            }
        );
        var take = At("rollback ol-web1", "ol-web1", "take host");
        for (var attempt = 1; attempt <= BuiltInSteps.Retry.Attempts; attempt++)
        {
            story
                .Given(new RunEvent.StepStarted(take, attempt, 1, Facts.Empty))
                .When(
                    new RunCommand.ReportOutcome(
                        new(Some.Run, take, attempt),
                        Outcome.Fail(FailureKind.Unreachable, "No route to ol-web1.")
                    )
                );
        }

        Assert.Equal(leaves ? RunStatus.RollingBack : RunStatus.Paused, story.Run.Status);
        Assert.Equal(leaves, story.Run.RolledBackHosts.ContainsKey("ol-web1"));
        if (!leaves)
            return;
        Assert.Equal(HostState.Mixed, FleetTable.Of(story.Run).Single(row => row.Host == "ol-web1").State);
        Back(story, "ol-dev").When(new RunCommand.Finish()).Then(new RunEvent.RunRolledBack(["ol-dev"], ["ol-web1"]));
    }

    [Fact]
    [Fault(24)]
    public void A_failed_rollback_stops_with_the_same_choices()
    {
        var story = RollingBack();
        var undo = At("rollback ol-web1", "ol-web1", "undo: upgrade packages");
        story
            .Done(undo with { Step = "take host" })
            .Began(undo)
            .When(
                new RunCommand.ReportOutcome(new(Some.Run, undo, 1), Outcome.Fail(FailureKind.ExitCode, "no such file"))
            );
        Assert.Equal(RunStatus.Paused, story.Run.Status);
        Assert.IsType<Intent.WakeAt>(Assert.Single(story.Agenda));
        story.When(new PersonsCommand.Skip(undo, Some.Approver, "installed by hand"));
        Assert.Equal([new Intent.PerformStep(new(Some.Run, undo with { Step = "reboot" }, 1))], story.Agenda);
    }

    [Fact]
    public void People_are_told_in_order_what_is_rolled_back_and_how_it_ended()
    {
        var story = Back(RollingBack("ol-web1"), "ol-web1");
        var entries = new List<string>();
        var before = Run.Initial(Some.Run);
        foreach (var (entry, sentence) in Notes.Of(before, [.. story.Entries]))
        {
            if (entry.Event is RunEvent.RollbackAsked or RunEvent.RollbackPlanned or RunEvent.HostRolledBack)
                entries.Add(sentence);
        }

        Assert.Equal(
            [
                "cdrini asked to roll back ol-web1 (readers see errors). Hosts: ol-web1.",
                "Rollback plan for ol-web1:\nol-web1: undo: upgrade packages; reboot; containers; "
                    + "check health; compare with what was noted before. "
                    + "By hand: forget: the cache fills again by itself",
                "ol-web1: rolled back and verified. "
                    + "Everything recorded before the upgrade was read again and is the same.",
            ],
            entries
        );
    }
}
