using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Runs;

/// <summary>Who may have a run take a host whose ledger refuses it, and when.</summary>
public sealed class AdoptTests
{
    private static readonly StepPlace Take = new("canary", "ol-dev", ReservedNames.TakeStep);
    private static readonly StepPlace Upgrade = new("canary", "ol-dev", "upgrade packages");
    private static readonly PersonsCommand.Adopt Adopt = new("ol-dev", Some.Requester, "put back from the backup");

    private static Story RefusedAt(StepPlace place, FailureKind kind = FailureKind.Refused)
    {
        var story = Story.UntilWork();
        return (place == Take ? story : story.Done(Take))
            .Began(place)
            .Given(new RunEvent.StepFailed(place, 1, new Failure(kind, "other ledger", Retryable: false), Facts.Empty));
    }

    [Fact]
    public void A_host_that_refused_to_be_taken_is_adopted_by_taking_it_again()
    {
        var story = RefusedAt(Take).When(Adopt).Then(new RunEvent.HostAdopted(Take, Some.Requester, Adopt.Reason!));
        Assert.Equal([new Intent.PerformStep(new(Some.Run, Take, 2))], story.Agenda);
        Assert.True(story.Run.Step(Take).IsAdopting);
    }

    [Fact]
    public void A_host_that_refused_a_later_step_is_taken_again_first_and_the_step_is_tried_again()
    {
        var story = RefusedAt(Upgrade).When(Adopt);
        Assert.Equal([new Intent.PerformStep(new(Some.Run, Take, 2))], story.Agenda);
        story.Done(Take);
        Assert.False(story.Run.Step(Take).IsAdopting);
        Assert.Equal([new Intent.PerformStep(new(Some.Run, Upgrade, 2))], story.Agenda);
    }

    [Fact]
    public void What_became_of_an_unknown_step_is_said_first() =>
        Story
            .UntilWork()
            .Done(Take)
            .Began(Upgrade)
            .Given(new RunEvent.StepUnknown(Upgrade, 1, "the ledger is gone"))
            .When(Adopt)
            .ThenRefused("unknown-first")
            .Then();

    [Fact]
    public void A_step_that_failed_for_another_reason_is_not_mended_by_it() =>
        RefusedAt(Upgrade, FailureKind.ExitCode).When(Adopt).ThenRefused("not-refused").Then();

    [Fact]
    public void Another_host_is_not_meant() =>
        RefusedAt(Take).When(Adopt with { Host = "ol-web1" }).ThenRefused("nothing-stuck").Then();

    [Fact]
    public void Whoever_is_no_operator_may_not() =>
        RefusedAt(Take).When(Adopt with { By = Some.Stranger }).ThenRefused("not-operator").Then();

    [Fact]
    public void Nobody_may_without_a_reason() =>
        RefusedAt(Take).When(Adopt with { Reason = " " }).ThenRefused("no-reason").Then();

    [Fact]
    public void A_host_whose_survey_was_refused_has_nothing_to_adopt()
    {
        var survey = BuiltInSteps.Survey("ol-dev");
        new Story()
            .Opened()
            .Began(survey)
            .Given(new RunEvent.StepFailed(survey, 1, new Failure(FailureKind.Refused, "no machine ID"), Facts.Empty))
            .When(Adopt)
            .ThenRefused("not-refused")
            .Then();
    }
}
