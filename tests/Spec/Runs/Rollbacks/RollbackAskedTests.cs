using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;
using OlUpgrade.Wording;
using static OlUpgrade.Spec.Runs.Rollbacks.RollbackStory;

namespace OlUpgrade.Spec.Runs.Rollbacks;

/// <summary>Who may roll back a run, who must approve, and what a refusal means.</summary>
public sealed class RollbackAskedTests
{
    [Fact]
    public void If_the_runbook_requires_an_approval_the_person_who_asked_cannot_give_it()
    {
        var story = RollingBack(plan: TwoHosts with { Rollback = RollbackRule.Plain with { NeedsApproval = true } });
        story.Done(AskStep.Place("rollback ol-web1"));
        Assert.Equal(RunStatus.AwaitingApproval, story.Run.Status);
        story.Approves(Some.Approver).ThenRefused("requester");
        story.Approves(Some.Requester);
        Assert.Equal(
            [new Intent.PerformStep(new(Some.Run, At("rollback ol-web1", "ol-web1", "take host"), 1))],
            story.Agenda
        );
    }

    [Fact]
    public void An_emergency_needs_a_reason_but_no_approval()
    {
        var story = Unhealthy(TwoHosts with { Rollback = RollbackRule.Plain with { NeedsApproval = true } });
        story.When(new PersonsCommand.RollBack("all", Some.Approver, null, IsEmergency: true)).ThenRefused("no-reason");
        story
            .When(new PersonsCommand.RollBack("all", Some.Approver, "the site is down", IsEmergency: true))
            .When(new RunCommand.PlanRollback());
        Assert.Equal(
            [new Intent.PerformStep(new(Some.Run, At("rollback ol-web1", "ol-web1", "take host"), 1))],
            story.Agenda
        );
    }

    [Fact]
    public void On_failure_rollback_rolls_back_without_a_person()
    {
        var story = Unhealthy(TwoHosts with { Rollback = RollbackRule.Plain with { OnFailure = true } });
        Assert.Equal([new Intent.Decide(new RunCommand.RollBackOnFailure())], story.Agenda);
        story.When(new RunCommand.RollBackOnFailure());
        var asked = Assert.IsType<RunEvent.RollbackAsked>(Assert.Single(story.Decision.Events));
        Assert.Equal("the runbook", asked.By.Name);
        Assert.Equal("ol-web1: check health: nginx does not answer on ol-web1.", asked.Reason);
    }

    [Fact]
    public void An_unknown_step_does_not_trigger_an_automatic_rollback()
    {
        var story = Unhealthy(TwoHosts with { Rollback = RollbackRule.Plain with { OnFailure = true } })
            .Given(new RunEvent.StepUnknown(At("web", "ol-web1", "check health"), 1, "The ledger is gone."));
        Assert.IsType<Intent.WakeAt>(Assert.Single(story.Agenda));
        story.When(new RunCommand.RollBackOnFailure()).Then();
    }

    [Theory]
    [InlineData("no-such-target", "ol-covers")]
    [InlineData("no-such-target", "everything")]
    [InlineData("nothing-touched", "ol-web2")]
    public void An_unknown_target_is_refused_with_the_changed_hosts(string code, string target)
    {
        var story = Unhealthy().When(new PersonsCommand.RollBack(target, Some.Approver, null)).ThenRefused(code);
        Assert.EndsWith(
            "Changed so far, newest first: ol-web1, ol-dev.",
            story.Decision.Refusal!.Sentence,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_run_that_is_rolling_back_is_not_rolled_back_again()
    {
        var story = RollingBack().After(TimeSpan.FromMinutes(1));
        story.When(new PersonsCommand.RollBack("ol-dev", Some.Requester, null)).ThenRefused("rolling-back");
    }

    private static Plan FourEyes { get; } =
        TwoHosts with
        {
            Rollback = RollbackRule.Plain with { NeedsApproval = true },
        };

    private static Story Refused(Story story)
    {
        story.When(new RunCommand.PlanRollback());
        story.Done(AskStep.Place(story.Run.CurrentStage!.Name)).After(TimeSpan.FromMinutes(1));
        return story.When(new PersonsCommand.Refuse(null, Some.Requester, "it is only slow"));
    }

    [Fact]
    public void A_refused_rollback_leaves_the_run_where_it_stopped_and_undoes_nothing()
    {
        var story = Refused(Unhealthy(FourEyes).When(new PersonsCommand.RollBack("all", Some.Approver, null)));
        story.Then(new RunEvent.RollbackRefused("rollback ol-web1", Some.Requester, "it is only slow"));
        Assert.Equal(At("web", "ol-web1", "check health"), Assert.Single(story.Run.Stuck).Place);
        Assert.Equal((RunStatus.Halted, null), (story.Run.Status, story.Run.Rollback));
        Assert.DoesNotContain(story.Entries, entry =>
            entry.Event is RunEvent.StepStarted { Place.Step: "take host", Place.Stage: "rollback ol-web1" }
        );
        Assert.Contains(
            "Nothing was rolled back",
            Notes.Of(Run.Initial(Some.Run), [.. story.Entries]).Last().Sentence,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_working_run_is_on_hold_after_a_refused_rollback_until_a_person_resumes_it()
    {
        var story = Refused(
            Done(Story.UntilWork(FourEyes), "canary", "ol-dev")
                .When(new PersonsCommand.RollBack("all", Some.Approver, null))
        );
        Assert.Empty(story.Agenda);
        story.After(TimeSpan.FromMinutes(1)).When(new PersonsCommand.Resume(null, Some.Approver, null));
        Assert.Equal([new Intent.PerformStep(new(Some.Run, At("web", "ol-web1", "take host"), 1))], story.Agenda);
    }

    [Fact]
    public void An_ended_run_stays_ended_after_a_refused_rollback_and_can_be_rolled_back_later()
    {
        var done = Done(Done(Done(Story.UntilWork(FourEyes), "canary", "ol-dev"), "web", "ol-web1"), "web", "ol-web2")
            .When(new RunCommand.Finish());
        var story = Refused(done.When(new PersonsCommand.RollBack("web", Some.Approver, null)));
        Assert.Equal(
            (RunStatus.Succeeded, true, "all hosts are done"),
            (story.Run.Status, story.Run.IsSettled, story.Run.EndedBecause)
        );
        Assert.Empty(story.Agenda);
        Assert.Contains(Notes.From(Run.Fold(Some.Run, story.Entries.SkipLast(1)), story.Entries[^1], story.Run), note =>
            note.Target == NoteTarget.IssueClose
        );
        story
            .After(TimeSpan.FromMinutes(1))
            .When(new PersonsCommand.RollBack("ol-web2", Some.Approver, null))
            .When(new RunCommand.PlanRollback());
        Assert.Equal(["rollback 2 ol-web2"], story.Run.StagesAhead.Select(stage => stage.Name));
    }

    [Fact]
    public void An_automatic_rollback_happens_once()
    {
        var plan = TwoHosts with { Rollback = RollbackRule.Plain with { NeedsApproval = true, OnFailure = true } };
        var story = Refused(Unhealthy(plan).When(new RunCommand.RollBackOnFailure()));
        story.After(TimeSpan.FromMinutes(1)).When(new PersonsCommand.Resume(null, Some.Approver, null));
        Assert.Equal(
            [typeof(RunEvent.RunResumed), typeof(RunEvent.StepResumed)],
            story.Decision.Events.Select(happened => happened.GetType())
        );
        story.Given(new RunEvent.StepFailed(At("web", "ol-web1", "check health"), 2, Broken, Facts.Empty));
        Assert.Equal(RunStatus.Paused, story.Run.Status);
        Assert.DoesNotContain(new Intent.Decide(new RunCommand.RollBackOnFailure()), story.Agenda);
        story.When(new RunCommand.RollBackOnFailure()).Then();
    }
}
