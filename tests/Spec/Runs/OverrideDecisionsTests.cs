using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Runs;

public sealed class OverrideDecisionsTests
{
    private static readonly StepPlace Take = new("canary", "ol-dev", ReservedNames.TakeStep);
    private static readonly StepPlace Upgrade = new("canary", "ol-dev", "upgrade packages");

    private static Story Paused() =>
        Story
            .UntilWork()
            .Done(Take)
            .Began(Upgrade)
            .Given(new RunEvent.StepFailed(Upgrade, 1, new Failure(FailureKind.ExitCode, "broken"), Facts.Empty));

    private static Story Doubtful() =>
        Story.UntilWork().Done(Take).Began(Upgrade).Given(new RunEvent.StepUnknown(Upgrade, 1, "the ledger is gone"));

    [Fact]
    public void A_paused_run_goes_on_with_a_new_attempt_when_an_operator_resumes_it()
    {
        var story = Paused()
            .When(new PersonsCommand.Resume(null, Some.Requester, "mended"))
            .Then(new RunEvent.StepResumed(Upgrade, 1, Some.Requester, "mended"));
        Assert.Equal([new Intent.PerformStep(new(Some.Run, Upgrade, 2))], story.Agenda);
    }

    [Fact]
    public void Whoever_is_no_operator_resumes_nothing()
    {
        var story = Paused()
            .When(new PersonsCommand.Resume(null, Some.Stranger, null))
            .ThenRefused("not-operator")
            .Then();
        Assert.Equal(RunStatus.Paused, story.Run.Status);
    }

    [Fact]
    public void A_run_that_waits_for_nothing_cannot_be_resumed() =>
        Story.UntilWork().When(new PersonsCommand.Resume(null, Some.Requester, null)).ThenRefused("nothing-stuck");

    [Fact]
    public void A_person_who_looked_may_say_that_an_unknown_step_happened()
    {
        var story = Doubtful()
            .When(new PersonsCommand.Settle(null, true, Some.Approver, "I looked"))
            .Then(new RunEvent.DoubtSettled(Upgrade, 1, true, Some.Approver, "I looked"));
        Assert.Equal([new Intent.Decide(new RunCommand.Finish())], story.Agenda);
    }

    [Fact]
    public void A_person_who_looked_may_say_that_it_did_not_and_then_it_is_done()
    {
        var story = Doubtful().When(new PersonsCommand.Settle(null, false, Some.Approver, null));
        Assert.Equal([new Intent.PerformStep(new(Some.Run, Upgrade, 2))], story.Agenda);
    }

    [Fact]
    public void Resuming_an_unknown_step_asks_the_host_again_and_repeats_nothing()
    {
        var story = Doubtful().When(new PersonsCommand.Resume(null, Some.Requester, null));
        Assert.Equal([new Intent.ProbeStep(new(Some.Run, Upgrade, 1))], story.Agenda);
    }

    [Fact]
    public void A_known_failure_cannot_be_declared_done() =>
        Paused().When(new PersonsCommand.Settle(null, true, Some.Requester, null)).ThenRefused("known").Then();

    [Fact]
    public void An_aborted_run_wants_nothing_more_and_later_decisions_are_told_why()
    {
        var story = Paused().When(new PersonsCommand.Abort(Some.Requester, "enough"));
        Assert.Equal(RunStatus.Aborted, story.Run.Status);
        Assert.Empty(story.Agenda);
        story.When(new PersonsCommand.Resume(null, Some.Requester, null)).ThenRefused("finished");
    }

    [Fact]
    public void A_command_that_still_runs_when_the_run_is_aborted_is_followed_to_its_end()
    {
        var story = Story
            .UntilWork()
            .Done(Take)
            .Began(Upgrade)
            .When(new PersonsCommand.Abort(Some.Requester, null))
            .Given(new RunEvent.RunTakenOver("successor", 2));
        Assert.False(story.Run.IsSettled);
        Assert.Equal([new Intent.ProbeStep(new(Some.Run, Upgrade, 1))], story.Agenda);
        story.When(new RunCommand.ReportProbe(new(Some.Run, Upgrade, 1), new ProbeAnswer.Happened(Outcome.Done())));
        Assert.True(story.Run.IsSettled);
        Assert.Equal(RunStatus.Aborted, story.Run.Status);
    }

    [Fact]
    public void A_run_that_is_aborted_while_time_passes_is_settled_at_once()
    {
        var wait = new PlannedStep(
            "soak",
            new Work.Wait(TimeSpan.FromMinutes(5)),
            TimeSpan.FromMinutes(6),
            RetryRule.Never
        );
        var soak = new PlannedStage("canary soak", StageKind.Soak, [], [wait], 1, null, null);
        var story = Story
            .UntilWork(Some.Plan(Some.Stage("canary", ["ol-dev"]), soak))
            .Done(Take)
            .Began(new("canary soak", "-", "soak"))
            .When(new PersonsCommand.Abort(Some.Requester, null));
        Assert.True(story.Run.IsSettled);
    }

    [Fact]
    public void Only_operators_may_start_runs()
    {
        var decision = Run.Initial(Some.Run)
            .Decide(
                new PersonsCommand.Request("key", new Person("jim", [Role.Approver], ["listed:jim"]), Some.OneHost()),
                Some.Time
            );
        Assert.Equal("not-operator", decision.Refusal?.Code);
        Assert.Empty(decision.Events);
    }
}
