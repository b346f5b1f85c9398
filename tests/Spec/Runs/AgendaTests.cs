using System.Collections.Immutable;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;
using OlUpgrade.Wording;

namespace OlUpgrade.Spec.Runs;

public sealed class AgendaTests
{
    private static Intent Perform(string stage, string host, string step, int attempt = 1) =>
        new Intent.PerformStep(new(Some.Run, new(stage, host, step), attempt));

    [Fact]
    public void The_header_comes_first_so_that_people_hear_when_a_survey_fails()
    {
        var story = new Story();
        Assert.Equal([Perform("open", "-", "post header")], story.Agenda);
        story.Opened().Began(BuiltInSteps.Survey("ol-dev"));
        var before = story.Run;
        story.When(
            new RunCommand.ReportOutcome(
                new(Some.Run, BuiltInSteps.Survey("ol-dev"), 1),
                Outcome.Fail(FailureKind.HostKey, "its key is not pinned", retryable: false)
            )
        );
        var entry = new Entry(Some.Run, story.Run.Version, story.Now, story.Decision.Events[0]);
        Assert.Contains(Notes.From(before, entry, story.Run), note => note.Target == NoteTarget.Thread);
    }

    [Fact]
    public void All_hosts_are_surveyed_before_the_plan_gets_its_digest()
    {
        var story = new Story(Some.Plan(Some.Stage("web", ["ol-web1", "ol-web2"], Some.Script()))).Opened();
        Assert.Equal([Perform("survey", "ol-web1", "survey"), Perform("survey", "ol-web2", "survey")], story.Agenda);
        story
            .Done(BuiltInSteps.Survey("ol-web1"), ("machine-id", "1"))
            .When(new RunCommand.MakePlan(ImmutableDictionary<string, RunId>.Empty))
            .Then();
        story.Done(BuiltInSteps.Survey("ol-web2"), ("machine-id", "2"));
        Assert.Equal([new Intent.MakePlan()], story.Agenda);
    }

    [Fact]
    public void Two_names_for_one_machine_stop_the_run_before_the_plan()
    {
        var story = new Story(Some.Plan(Some.Stage("web", ["ol-web1", "ol-web2"], Some.Script())))
            .Opened()
            .Done(BuiltInSteps.Survey("ol-web1"), ("machine-id", "same"))
            .Done(BuiltInSteps.Survey("ol-web2"), ("machine-id", "same"))
            .When(new RunCommand.MakePlan(ImmutableDictionary<string, RunId>.Empty));
        Assert.Equal(RunStatus.Paused, story.Run.Status);
        Assert.Null(story.Run.PlanDigest);
        Assert.Contains("ol-web1 and ol-web2", story.Run.Stuck.Single().Failure!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void The_plan_is_announced_in_order_and_then_the_run_waits()
    {
        var story = new Story()
            .Opened()
            .Done(BuiltInSteps.Survey("ol-dev"), ("machine-id", "1"))
            .When(new RunCommand.MakePlan(ImmutableDictionary<string, RunId>.Empty));
        Assert.Equal([Perform("announce", "-", "open issue")], story.Agenda);
        Assert.Equal([new Intent.WakeAt(Some.Time + Some.Rule.Remind)], Story.UntilApproval().Agenda);
    }

    [Fact]
    public void One_host_is_done_before_the_next_is_touched()
    {
        var story = Story.UntilWork(
            Some.Plan(Some.Stage("web", ["ol-web1", "ol-web2"], Some.Script("one"), Some.Script("two")))
        );
        Assert.Equal([Perform("web", "ol-web1", "take host")], story.Agenda);
        foreach (var step in new[] { "take host", "one", "two" })
        {
            Assert.Equal([Perform("web", "ol-web1", step)], story.Agenda);
            story.Done(new("web", "ol-web1", step));
        }

        Assert.Equal([Perform("web", "ol-web2", "take host")], story.Agenda);
    }

    [Fact]
    public void At_most_as_many_hosts_as_the_limit_are_in_work()
    {
        var stage = Some.Stage("web", ["ol-web1", "ol-web2", "ol-web3"], Some.Script()) with { Limit = 2 };
        Assert.Equal(
            [Perform("web", "ol-web1", "take host"), Perform("web", "ol-web2", "take host")],
            Story.UntilWork(Some.Plan(stage)).Agenda
        );
    }

    [Fact]
    public void A_failure_on_one_host_stops_all_new_steps_in_its_stage()
    {
        var stage = Some.Stage("web", ["ol-web1", "ol-web2"], Some.Script()) with { Limit = 2 };
        var story = Story
            .UntilWork(Some.Plan(stage))
            .Done(new("web", "ol-web2", "take host"))
            .Given(
                new RunEvent.StepFailed(
                    new("web", "ol-web1", "take host"),
                    1,
                    new Failure(FailureKind.Unreachable, "away"),
                    Facts.Empty
                )
            );
        // To remind people, and nothing else.
        Assert.Equal([new Intent.WakeAt(story.Now + Some.Rule.Remind)], story.Agenda);
    }

    [Fact]
    public void A_retry_waits_for_its_time()
    {
        var place = new StepPlace("canary", "ol-dev", "take host");
        var story = Story
            .UntilWork()
            .Began(place)
            .When(new RunCommand.ReportOutcome(new(Some.Run, place, 1), Outcome.Fail(FailureKind.Unreachable, "away")));
        var delay = BuiltInSteps.Retry.Delay;
        Assert.Equal([new Intent.WakeAt(Some.Time + delay)], story.Agenda);
        story.After(delay);
        Assert.Equal([Perform("canary", "ol-dev", "take host", attempt: 2)], story.Agenda);
    }

    [Fact]
    public void A_wait_is_durable_and_ends_by_the_clock_even_under_another_hand()
    {
        var wait = new PlannedStep(
            "soak",
            new Work.Wait(TimeSpan.FromMinutes(5)),
            TimeSpan.FromMinutes(6),
            RetryRule.Never
        );
        var soak = new PlannedStage("canary soak", StageKind.Soak, [], [wait], 1, null, null);
        var place = new StepPlace("canary soak", "-", "soak");
        var story = Story
            .UntilWork(Some.Plan(Some.Stage("canary", ["ol-dev"]), soak))
            .Done(new("canary", "ol-dev", "take host"))
            .Began(place)
            .Given(new RunEvent.RunTakenOver("successor", 2));
        Assert.Equal([new Intent.WakeAt(Some.Time.AddMinutes(5))], story.Agenda);
        story.When(new RunCommand.EndWait(new(Some.Run, place, 1))).Then();
        story.After(TimeSpan.FromMinutes(5));
        Assert.Equal([new Intent.Decide(new RunCommand.EndWait(new(Some.Run, place, 1)))], story.Agenda);
        story.When(new RunCommand.EndWait(new(Some.Run, place, 1)));
        Assert.Equal([new Intent.Decide(new RunCommand.Finish())], story.Agenda);
    }

    [Fact]
    public void The_end_is_written_down_once_and_then_nothing_is_wanted()
    {
        var story = Story
            .UntilWork()
            .Done(new("canary", "ol-dev", "take host"))
            .Done(new("canary", "ol-dev", "upgrade packages"));
        Assert.Equal([new Intent.Decide(new RunCommand.Finish())], story.Agenda);
        story.When(new RunCommand.Finish()).Then(new RunEvent.RunSucceeded());
        Assert.Empty(story.Agenda);
        Assert.True(story.Run.IsSettled);
    }
}
