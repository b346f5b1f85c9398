using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Runs;

/// <summary>Who may have a run take a host whose ledger refuses it, and when.</summary>
public sealed class AdoptTests
{
    private static readonly StepPlace s_take = new("canary", "ol-dev", ReservedNames.TakeStep);
    private static readonly StepPlace s_upgrade = new("canary", "ol-dev", "upgrade packages");
    private static readonly RunCommand.Adopt s_adopt = new("ol-dev", Some.Requester, "put back from the backup");

    private static Story RefusedAt(StepPlace place, FailureKind kind = FailureKind.Refused)
    {
        var story = Story.UntilWork();
        return (place == s_take ? story : story.Done(s_take)).Began(place)
            .Given(new RunEvent.StepFailed(place, 1, new Failure(kind, "other ledger", Retryable: false), Facts.Empty));
    }

    [Fact]
    public void A_host_that_refused_to_be_taken_is_adopted_by_taking_it_again()
    {
        var story = RefusedAt(s_take).When(s_adopt).Then(new RunEvent.HostAdopted(s_take, Some.Requester, s_adopt.Reason!));
        Assert.Equal([new Intent.PerformStep(new(Some.Run, s_take, 2))], story.Agenda);
        Assert.True(story.Run.Step(s_take).IsAdopting);
    }

    [Fact]
    public void A_host_that_refused_a_later_step_is_taken_again_first_and_the_step_is_tried_again()
    {
        var story = RefusedAt(s_upgrade).When(s_adopt);
        Assert.Equal([new Intent.PerformStep(new(Some.Run, s_take, 2))], story.Agenda);
        story.Done(s_take);
        Assert.False(story.Run.Step(s_take).IsAdopting);
        Assert.Equal([new Intent.PerformStep(new(Some.Run, s_upgrade, 2))], story.Agenda);
    }

    [Fact]
    public void What_became_of_an_unknown_step_is_said_first() => Story.UntilWork().Done(s_take).Began(s_upgrade)
        .Given(new RunEvent.StepUnknown(s_upgrade, 1, "the ledger is gone"))
        .When(s_adopt)
        .ThenRefused("unknown-first")
        .Then();

    [Fact]
    public void A_step_that_failed_for_another_reason_is_not_mended_by_it() =>
        RefusedAt(s_upgrade, FailureKind.ExitCode).When(s_adopt).ThenRefused("not-refused").Then();

    [Fact]
    public void Another_host_is_not_meant() =>
        RefusedAt(s_take).When(s_adopt with { Host = "ol-web1" }).ThenRefused("nothing-stuck").Then();

    [Fact]
    public void Whoever_is_no_operator_may_not() =>
        RefusedAt(s_take).When(s_adopt with { By = Some.Stranger }).ThenRefused("not-operator").Then();

    [Fact]
    public void Nobody_may_without_a_reason() =>
        RefusedAt(s_take).When(s_adopt with { Reason = " " }).ThenRefused("no-reason").Then();

    [Fact]
    public void A_host_whose_survey_was_refused_has_nothing_to_adopt()
    {
        var survey = OverheadSteps.Survey("ol-dev");
        new Story().Opened().Began(survey)
            .Given(new RunEvent.StepFailed(survey, 1, new Failure(FailureKind.Refused, "no machine ID"), Facts.Empty))
            .When(s_adopt).ThenRefused("not-refused").Then();
    }
}
