using OlUpgrade.Calendar;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Spec.Support;
using OlUpgrade.Wording;

namespace OlUpgrade.Spec.Runs;

/// <summary>A run that only reads asks nobody, looks at every host whatever it finds, and ends by itself.</summary>
public sealed class ReadOnlyRunTests
{
    private static readonly PlannedStep NoteStep = new(
        "note",
        new Work.Capture(["versions"]),
        TimeSpan.FromMinutes(1),
        RetryRule.Never
    );
    private static readonly PlannedStep HealthStep = new(
        "health",
        new Work.Health(1, TimeSpan.FromSeconds(1)),
        TimeSpan.FromMinutes(1),
        RetryRule.Never
    );
    private static readonly Failure Unwell = new(FailureKind.Unhealthy, "ol-web1 was not healthy", Retryable: false);

    [Fact]
    public void Nobody_is_asked_and_no_host_is_taken_from_other_runs()
    {
        var story = Story.UntilApproval(Plan());
        Assert.Equal(RunStatus.Working, story.Run.Status);
        Assert.Empty(story.Run.Plan!.HostsToTake);
        Assert.Equal(2, story.Agenda.OfType<Intent.PerformStep>().Count());
    }

    [Fact]
    public void A_run_that_changes_something_takes_its_hosts() => Assert.Equal(["ol-dev"], Some.OneHost().HostsToTake);

    [Fact]
    public void A_host_that_is_not_well_holds_up_no_other()
    {
        var story = Failing();
        Assert.Equal(RunStatus.Working, story.Run.Status);
        Assert.Equal([new Intent.PerformStep(new(Some.Run, Health("ol-web2"), 1))], story.Agenda);
    }

    [Fact]
    public void When_all_were_looked_at_the_run_has_failed_and_names_who_is_not_well()
    {
        var story = Failing().Done(Health("ol-web2")).When(new RunCommand.Finish());
        var ended = Assert.IsType<RunEvent.RunFailed>(Assert.Single(story.Decision.Events));
        Assert.Equal(["ol-web1"], ended.Hosts);
        Assert.Equal(RunStatus.Failed, story.Run.Status);
        Assert.True(story.Run.IsSettled);
        Assert.Equal(HostState.Failed, FleetTable.Of(story.Run).First(row => row.Host == "ol-web1").State);
    }

    [Fact]
    public void When_all_are_well_it_has_succeeded_with_a_table_of_versions()
    {
        var story = Failing(isWell: true).Done(Health("ol-web2")).When(new RunCommand.Finish());
        Assert.Equal(RunStatus.Succeeded, story.Run.Status);
        Assert.Equal(
            """
            host     docker  kernel
            ol-web1  29.0.1  6.1.0
            ol-web2  28.3    -

            """,
            VersionTable.Of(story.Run)
        );
    }

    [Fact]
    public void An_unreachable_host_is_set_aside_before_the_plan_already()
    {
        var story = new Story(Plan())
            .Opened()
            .Done(BuiltInSteps.Survey("ol-web2"), ("machine-id", "b"), ("boot-id", "b"));
        var place = BuiltInSteps.Survey("ol-web1");
        story
            .Began(place)
            .Given(
                new RunEvent.StepFailed(place, 1, new(FailureKind.Unreachable, "away", Retryable: false), Facts.Empty)
            );
        Assert.Equal([new Intent.MakePlan()], story.Agenda);
    }

    [Fact]
    public void A_host_that_is_set_aside_when_its_window_opens_waits_no_longer()
    {
        var away = Outcome.Fail(FailureKind.Unreachable, "away", retryable: false);
        var story = Story
            .UntilApproval(Plan() with { Window = new Window("UTC", ["daily 22:00-23:00"]) })
            .When(new RunCommand.AwaitWindow("all"))
            .After(TimeSpan.FromHours(19));
        Assert.Equal(RunStatus.AwaitingWindow, story.Run.Status);
        story.When(new RunCommand.ReportOutcome(new(Some.Run, Note("ol-web1"), 1), away));
        Assert.Equal(RunStatus.Working, story.Run.Status);
    }

    [Fact]
    public void A_failing_step_of_the_run_itself_still_waits_for_a_person()
    {
        var story = new Story(Plan())
            .Began(BuiltInSteps.Header)
            .Given(
                new RunEvent.StepFailed(
                    BuiltInSteps.Header,
                    1,
                    new(FailureKind.Refused, "no such channel", Retryable: false),
                    Facts.Empty
                )
            );
        Assert.Equal(RunStatus.Paused, story.Run.Status);
    }

    private static Story Failing(bool isWell = false)
    {
        var story = Story
            .UntilApproval(Plan())
            .Done(Note("ol-web1"), ("versions", "kernel 6.1.0\ndocker 29.0.1"))
            .Done(Note("ol-web2"), ("versions", "docker 28.3"));
        return isWell
            ? story.Done(Health("ol-web1"))
            : story.Began(Health("ol-web1")).Given(new RunEvent.StepFailed(Health("ol-web1"), 1, Unwell, Facts.Empty));
    }

    private static Plan Plan()
    {
        var stage = new PlannedStage(
            "all",
            StageKind.Upgrade,
            ["ol-web1", "ol-web2"],
            [NoteStep, HealthStep],
            2,
            null,
            null
        );
        var plan = Some.Plan(stage);
        var rule = Some.Rule with { Needs = 0 };
        return plan with
        {
            Approval = rule,
            Stages = [.. plan.Stages.Select(one => one.Kind == StageKind.Prepare ? one with { Gate = rule } : one)],
        };
    }

    private static StepPlace Note(string host) => new("all", host, "note");

    private static StepPlace Health(string host) => new("all", host, "health");
}
