using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Runs;

/// <summary>A step that nothing takes back asks once more, on each host, just before it begins.</summary>
public sealed class SecondYesTests
{
    private const string Migrate = "migrate the index";

    private static StepPlace On(string host, string step) => new("solr", host, step);

    private static StepPlace Question(string host) => AskStep.Before(On(host, Migrate));

    private static Plan Solr(int limit) =>
        Some.Plan(
            Some.Stage(
                "solr",
                ["ol-solr1", "ol-solr2"],
                new("stop", new Work.Run("stop", null, "start"), TimeSpan.FromMinutes(5), RetryRule.Never),
                new(
                    Migrate,
                    new Work.Run("migrate", null, null, "the old index is gone"),
                    TimeSpan.FromMinutes(5),
                    new(3, TimeSpan.FromSeconds(1))
                )
            ) with
            {
                Limit = limit,
            }
        );

    private static Story AtTheStep(int limit = 1) => Stopped(Story.UntilWork(Solr(limit)), "ol-solr1");

    private static Story Stopped(Story story, string host) => story.Done(On(host, "take host")).Done(On(host, "stop"));

    private static Story Asked(int limit = 1) =>
        AtTheStep(limit).Done(Question("ol-solr1"), ("channel", "C1"), ("ts", "3.0"));

    private static RunCommand.BeginStep Begin(string host) => new(new(Some.Run, On(host, Migrate), 1), 1, Facts.Empty);

    [Fact]
    public void The_question_comes_just_before_the_step_and_the_step_waits_for_it()
    {
        var story = AtTheStep();
        Assert.Equal([new Intent.PerformStep(new(Some.Run, Question("ol-solr1"), 1))], story.Agenda);
        story.When(Begin("ol-solr1")).Then();
        story.Done(Question("ol-solr1"));
        Assert.Equal(RunStatus.AwaitingApproval, story.Run.Status);
        Assert.IsType<Intent.WakeAt>(Assert.Single(story.Agenda));
        story.When(Begin("ol-solr1")).Then();
    }

    [Fact]
    public void A_yes_by_somebody_else_lets_it_begin_there_and_on_no_other_host()
    {
        var story = Asked();
        story.Approves(Some.Requester).ThenRefused("requester");
        story.When(new PersonsCommand.Approve("ol-solr1: migrate the index", story.Run.PlanDigest, Some.Approver));
        Assert.Equal([new Intent.PerformStep(new(Some.Run, On("ol-solr1", Migrate), 1))], story.Agenda);
        story
            .Done(On("ol-solr1", Migrate))
            .Done(On("ol-solr1", "release host"))
            .Done(On("ol-solr2", "take host"))
            .Done(On("ol-solr2", "stop"));
        Assert.Equal([new Intent.PerformStep(new(Some.Run, Question("ol-solr2"), 1))], story.Agenda);
        story.When(Begin("ol-solr2")).Then();
    }

    [Fact]
    public void A_yes_stands_while_the_step_is_tried_again()
    {
        var story = Asked().Approves(Some.Approver).Began(On("ol-solr1", Migrate));
        story.When(
            new RunCommand.ReportOutcome(
                new(Some.Run, On("ol-solr1", Migrate), 1),
                Outcome.Fail(FailureKind.ExitCode, "no", retryable: true)
            )
        );
        story.After(TimeSpan.FromSeconds(2));
        Assert.Equal([new Intent.PerformStep(new(Some.Run, On("ol-solr1", Migrate), 2))], story.Agenda);
    }

    [Fact]
    public void A_no_pauses_the_run_with_the_step_unbegun_and_a_retry_asks_again()
    {
        var story = Asked().When(new PersonsCommand.Refuse(null, Some.Approver, "no dump yet"));
        story.Then(new RunEvent.StepRefused(On("ol-solr1", Migrate), 1, Some.Approver, "no dump yet"));
        Assert.Equal(RunStatus.Paused, story.Run.Status);
        Assert.Equal(
            "cdrini refused it (no dump yet); it was not begun.",
            Assert.Single(story.Run.Stuck).Failure!.Sentence
        );
        story.After(TimeSpan.FromMinutes(1)).When(new PersonsCommand.Retry(null, Some.Requester, "the dump is there"));
        Assert.Equal([new Intent.PerformStep(new(Some.Run, Question("ol-solr1"), 2))], story.Agenda);
        story.When(Begin("ol-solr1") with { Key = new(Some.Run, On("ol-solr1", Migrate), 2) }).Then();
    }

    [Fact]
    public void A_yes_can_be_taken_back_until_the_step_begins()
    {
        var story = Asked().Approves(Some.Approver);
        story.When(new PersonsCommand.Withdraw("ol-solr1: migrate the index", Some.Approver));
        story.When(Begin("ol-solr1")).Then();
        Assert.Equal(RunStatus.AwaitingApproval, story.Run.Status);
    }

    [Fact]
    public void Two_hosts_at_once_ask_one_after_the_other_and_hold_each_other_up_in_nothing_else()
    {
        var story = Asked(limit: 2);
        Assert.Contains(new Intent.PerformStep(new(Some.Run, On("ol-solr2", "take host"), 1)), story.Agenda);
        Stopped(story, "ol-solr2");
        Assert.DoesNotContain(new Intent.PerformStep(new(Some.Run, Question("ol-solr2"), 1)), story.Agenda);
        story.Approves(Some.Approver);
        Assert.Contains(new Intent.PerformStep(new(Some.Run, Question("ol-solr2"), 1)), story.Agenda);
    }

    [Fact]
    public void Nobody_answers_and_it_expires_it_never_begins()
    {
        var story = Asked().After(TimeSpan.FromDays(2)).When(new RunCommand.Expire("ol-solr1: migrate the index"));
        Assert.Empty(story.Agenda);
        story.Approves(Some.Approver).ThenRefused("expired");
        story.When(new PersonsCommand.Resume(null, Some.Requester, null));
        story.Approves(Some.Approver);
        Assert.Equal([new Intent.PerformStep(new(Some.Run, On("ol-solr1", Migrate), 1))], story.Agenda);
    }

    [Fact]
    public void Without_Slack_an_operator_has_it_asked_on_the_command_line_alone()
    {
        var story = AtTheStep()
            .Given(
                new RunEvent.StepFailed(
                    Question("ol-solr1"),
                    1,
                    new(FailureKind.Unreachable, "Slack is away."),
                    Facts.Empty
                )
            );
        story.When(new PersonsCommand.Skip(null, Some.Requester, "Slack is down"));
        Assert.Equal(RunStatus.AwaitingApproval, story.Run.Status);
        story.Approves(Some.Requester).ThenRefused("requester");
        story.Approves(Some.Approver);
        Assert.Equal([new Intent.PerformStep(new(Some.Run, On("ol-solr1", Migrate), 1))], story.Agenda);
    }
}
