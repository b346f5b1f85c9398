using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Decisions;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Runs;

public sealed class StepDecisionsTests
{
    private static readonly StepPlace Upgrade = new("canary", "ol-dev", "upgrade packages");
    private static readonly StepPlace Take = new("canary", "ol-dev", ReservedNames.TakeStep);
    private static readonly Failure Broken = new(FailureKind.ExitCode, "It ended with exit code 100.");

    private static StepKey Key(int attempt = 1) => new(Some.Run, Upgrade, attempt);

    private static Story AtUpgrade(RetryRule? retry = null) =>
        Story.UntilWork(Some.Plan(Some.Stage("canary", ["ol-dev"], Some.Script(retry: retry)))).Done(Take);

    [Fact]
    public void The_intent_is_written_down_before_an_attempt() =>
        AtUpgrade()
            .When(new RunCommand.BeginStep(Key(), 1, Facts.Empty))
            .Then(new RunEvent.StepStarted(Upgrade, 1, 1, Facts.Empty));

    [Fact]
    public void A_hand_with_an_older_fence_begins_nothing() =>
        AtUpgrade()
            .Given(new RunEvent.RunTakenOver("other", 2))
            .When(new RunCommand.BeginStep(Key(), 1, Facts.Empty))
            .Then();

    [Fact]
    public void Nothing_begins_in_a_run_that_has_ended() =>
        AtUpgrade()
            .When(new PersonsCommand.Abort(Some.Requester, null))
            .When(new RunCommand.BeginStep(Key(), 1, Facts.Empty))
            .Then();

    [Fact]
    public void A_failure_with_tries_left_is_tried_again_after_the_delay() =>
        AtUpgrade(new RetryRule(2, TimeSpan.FromSeconds(30)))
            .Began(Upgrade)
            .When(new RunCommand.ReportOutcome(Key(), new Outcome.Failed(Broken, Facts.Empty)))
            .Then(
                new RunEvent.StepFailed(Upgrade, 1, Broken, Facts.Empty),
                new RunEvent.RetryScheduled(Upgrade, 2, Some.Time.AddSeconds(30))
            );

    [Fact]
    public void The_last_failure_pauses_the_run_and_nothing_further_is_wanted()
    {
        var story = AtUpgrade()
            .Began(Upgrade)
            .When(new RunCommand.ReportOutcome(Key(), new Outcome.Failed(Broken, Facts.Empty)))
            .Then(new RunEvent.StepFailed(Upgrade, 1, Broken, Facts.Empty));
        Assert.Equal(RunStatus.Paused, story.Run.Status);
        Assert.Equal([new Intent.WakeAt(story.Now + Some.Rule.Remind)], story.Agenda);
    }

    [Fact]
    public void A_failure_that_cannot_help_by_retrying_is_not_retried() =>
        AtUpgrade(new RetryRule(5, TimeSpan.Zero))
            .Began(Upgrade)
            .When(new RunCommand.ReportOutcome(Key(), Outcome.Fail(FailureKind.HostKey, "changed", retryable: false)))
            .Then(new RunEvent.StepFailed(Upgrade, 1, new Failure(FailureKind.HostKey, "changed", false), Facts.Empty));

    [Fact]
    public void An_unknown_outcome_is_probed_and_not_performed_again()
    {
        var story = AtUpgrade()
            .Began(Upgrade)
            .When(new RunCommand.ReportOutcome(Key(), new Outcome.Unknown("The line was cut.")));
        Assert.Equal([new Intent.ProbeStep(Key())], story.Agenda);
    }

    [Fact]
    public void After_a_take_over_a_begun_step_is_probed_and_not_performed_again()
    {
        var story = AtUpgrade().Began(Upgrade).Given(new RunEvent.RunTakenOver("successor", 2));
        Assert.Equal([new Intent.ProbeStep(Key())], story.Agenda);
    }

    [Fact]
    public void What_is_in_hand_is_left_alone() => Assert.Empty(AtUpgrade().Began(Upgrade).Agenda);

    [Fact]
    public void Only_when_the_probe_says_that_it_did_not_happen_is_the_next_attempt_made()
    {
        var story = AtUpgrade()
            .Began(Upgrade)
            .Given(new RunEvent.RunTakenOver("successor", 2))
            .When(new RunCommand.ReportProbe(Key(), new ProbeAnswer.DidNotHappen("no trace")))
            .Then(new RunEvent.StepNotHappened(Upgrade, 1, "no trace"));
        Assert.Equal([new Intent.PerformStep(Key(2))], story.Agenda);
    }

    [Fact]
    public void When_the_probe_cannot_tell_a_person_is_asked_and_nothing_else_happens()
    {
        var story = AtUpgrade()
            .Began(Upgrade)
            .Given(new RunEvent.RunTakenOver("successor", 2))
            .When(new RunCommand.ReportProbe(Key(), new ProbeAnswer.CannotTell("the ledger is gone")))
            .Then(new RunEvent.StepUnknown(Upgrade, 1, "the ledger is gone"));
        Assert.Equal(RunStatus.Unknown, story.Run.Status);
        Assert.Equal([new Intent.WakeAt(story.Now + Some.Rule.Remind)], story.Agenda);
    }

    [Fact]
    public void A_probe_that_cannot_be_asked_is_asked_again_later_but_not_for_ever()
    {
        var story = AtUpgrade().Began(Upgrade).Given(new RunEvent.RunTakenOver("successor", 2));
        for (var tried = 0; tried < StepDecisions.MaxProbes; tried++)
        {
            story.After(StepDecisions.ProbeEvery);
            Assert.Equal([new Intent.ProbeStep(Key())], story.Agenda);
            story.Given(
                story.Run.Decide(new RunCommand.ReportProbe(Key(), new ProbeAnswer.CannotAsk("away")), story.Now).Events
            );
            Assert.IsType<Intent.WakeAt>(Assert.Single(story.Agenda));
        }

        story
            .After(StepDecisions.ProbeEvery)
            .When(new RunCommand.ReportProbe(Key(), new ProbeAnswer.CannotAsk("away")));
        Assert.IsType<RunEvent.StepUnknown>(Assert.Single(story.Decision.Events));
    }

    [Fact]
    public void A_step_that_never_happens_is_not_begun_for_ever()
    {
        var story = AtUpgrade();
        for (var attempt = 1; attempt < StepDecisions.MaxNotHappened; attempt++)
            story.Began(Upgrade).When(new RunCommand.ReportProbe(Key(attempt), new ProbeAnswer.DidNotHappen("lost")));
        story
            .Began(Upgrade)
            .When(new RunCommand.ReportProbe(Key(StepDecisions.MaxNotHappened), new ProbeAnswer.DidNotHappen("lost")));
        Assert.IsType<RunEvent.StepFailed>(Assert.Single(story.Decision.Events));
        Assert.Equal(RunStatus.Paused, story.Run.Status);
    }

    [Fact]
    public void A_failed_preparation_fails_the_step_without_its_having_begun()
    {
        var story = AtUpgrade()
            .When(new RunCommand.ReportOutcome(Key(), Outcome.Fail(FailureKind.Unreachable, "away")));
        Assert.Equal(StepPhase.Failed, story.Run.Step(Upgrade).Phase);
        Assert.Null(story.Run.Step(Upgrade).StartedAt);
    }

    [Fact]
    public void A_report_about_an_older_attempt_changes_nothing() =>
        AtUpgrade()
            .Began(Upgrade)
            .Given(new RunEvent.StepNotHappened(Upgrade, 1, "lost"))
            .When(new RunCommand.ReportOutcome(Key(), Outcome.Done()))
            .Then();
}
