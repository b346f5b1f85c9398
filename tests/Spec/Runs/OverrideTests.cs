using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Runs;

/// <summary>Who may have a run go on in spite of a preflight, and what of.</summary>
public sealed class OverrideTests
{
    private static readonly StepPlace Place = new("canary", "ol-dev", "upgrade packages");
    private static readonly StepPlace Take = new("canary", "ol-dev", ReservedNames.TakeStep);

    [Fact]
    public void An_approver_with_a_reason_may()
    {
        var story = Stopped(FailureKind.NotReady)
            .When(new PersonsCommand.Override(Place, Some.Approver, "the cron is mine"))
            .Then(new RunEvent.PreflightOverridden(Place, 1, Some.Approver, "the cron is mine"));
        Assert.Equal([new Intent.Decide(new RunCommand.Finish())], story.Agenda);
    }

    [Fact]
    public void It_need_not_be_waited_for_until_the_preflight_has_been_asked_for_the_last_time()
    {
        var story = Stopped(FailureKind.NotReady)
            .Given(new RunEvent.RetryScheduled(Place, 2, Some.Time + TimeSpan.FromMinutes(5)));
        story.When(new PersonsCommand.Override(Place, Some.Approver, "the cron is mine"));
        Assert.Equal([new Intent.Decide(new RunCommand.Finish())], story.Agenda);
    }

    [Fact]
    public void A_word_for_one_host_never_falls_on_another() =>
        Stopped(FailureKind.NotReady)
            .When(new PersonsCommand.Override(Place with { Host = "ol-web1" }, Some.Approver, "mine"))
            .ThenRefused("nothing-stuck")
            .Then();

    [Fact]
    public void The_requester_may_not_although_an_approver() =>
        Stopped(FailureKind.NotReady)
            .When(new PersonsCommand.Override(Place, Some.Requester, "mine"))
            .ThenRefused("requester")
            .Then();

    [Fact]
    public void Whoever_is_no_approver_may_not() =>
        Stopped(FailureKind.NotReady)
            .When(new PersonsCommand.Override(Place, new Person("jim", [Role.Operator], ["listed:jim"]), "mine"))
            .ThenRefused("not-approver")
            .Then();

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public void Nobody_may_without_a_reason(string? reason) =>
        Stopped(FailureKind.NotReady)
            .When(new PersonsCommand.Override(Place, Some.Approver, reason))
            .ThenRefused("no-reason")
            .Then();

    [Theory]
    [InlineData(FailureKind.Unhealthy)]
    [InlineData(FailureKind.ExitCode)]
    [InlineData(FailureKind.Unreachable)]
    [InlineData(FailureKind.HostKey)]
    public void No_other_failure_can_be_overridden(FailureKind kind)
    {
        var story = Stopped(kind)
            .When(new PersonsCommand.Override(Place, Some.Approver, "go on"))
            .ThenRefused("not-preflight")
            .Then();
        Assert.Equal(RunStatus.Paused, story.Run.Status);
    }

    [Fact]
    public void Where_nothing_is_stuck_there_is_nothing_to_override() =>
        Story.UntilWork().When(new PersonsCommand.Override(Place, Some.Approver, "go on")).ThenRefused("nothing-stuck");

    [Fact]
    public void An_ended_run_says_so() =>
        Stopped(FailureKind.NotReady)
            .When(new PersonsCommand.Abort(Some.Requester, null))
            .When(new PersonsCommand.Override(Place, Some.Approver, "go on"))
            .ThenRefused("finished");

    private static Story Stopped(FailureKind kind) =>
        Story
            .UntilWork()
            .Done(Take)
            .Began(Place)
            .Given(new RunEvent.StepFailed(Place, 1, new Failure(kind, "in the way", Retryable: false), Facts.Empty));
}
