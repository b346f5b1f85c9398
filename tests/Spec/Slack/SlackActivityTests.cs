using OlUpgrade.Execution;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Slack;
using OlUpgrade.Spec.Wire;

namespace OlUpgrade.Spec.Slack;

/// <summary>The three steps that post a message, told by the first of them: once, whatever gets lost.</summary>
public sealed class SlackActivityTests
{
    private const string HeaderMarker = "db1/7/open/-/post header";

    private static readonly CancellationToken Now = TestContext.Current.CancellationToken;

    private readonly SlackScene _slack = new();

    [Fact]
    public async Task The_message_goes_to_the_channel_by_ID_and_everything_completes_inline()
    {
        _slack.Answers("chat.postMessage", SlackScene.Posted);

        var performing = Header().PerformAsync(Step(), Now);

        Assert.True(performing.IsCompletedSuccessfully);
        AssertPosted(await performing);
        var body = Assert.Single(_slack.Posts).Body;
        Assert.Contains("\"channel\":\"C1\"", body, StringComparison.Ordinal);
        Assert.Contains($"\"marker\":\"{HeaderMarker}\"", body, StringComparison.Ordinal);
        Assert.Empty(_slack.Calls("conversations.history"));
    }

    [Fact]
    public async Task A_missing_link_does_not_fail_the_step()
    {
        var scene = new SlackScene();
        scene.Answers("chat.postMessage", SlackScene.Posted);
        scene.Answers("chat.getPermalink", """{"ok":false,"error":"message_not_found"}""");
        await scene.Client.PermalinkAsync("C1", "1", Now);

        var outcome = await new PostHeader(scene.Client).PerformAsync(Step(), Now);

        Assert.Equal("", Assert.IsType<Outcome.Succeeded>(outcome).Evidence["link"]);
    }

    [Fact]
    public async Task A_lost_answer_is_looked_up_and_not_posted_twice()
    {
        _slack.Outside.LosesAnswer(SlackScene.Path("chat.postMessage"));
        _slack.Answers("conversations.history", SlackScene.History(HeaderMarker));

        AssertPosted(await Header().PerformAsync(Step(), Now));

        Assert.Single(_slack.Posts);
    }

    [Fact]
    public async Task A_lost_answer_of_a_message_that_is_not_there_is_a_failure_to_be_tried_again()
    {
        _slack.Outside.LosesAnswer(SlackScene.Path("chat.postMessage"));
        _slack.Answers("conversations.history", SlackScene.NoHistory);

        var failed = Assert.IsType<Outcome.Failed>(await Header().PerformAsync(Step(), Now));

        Assert.Equal(FailureKind.Unreachable, failed.Failure.Kind);
        Assert.True(failed.Failure.Retryable);
        Assert.Single(_slack.Posts);
    }

    [Fact]
    public async Task A_lost_answer_that_cannot_be_looked_up_is_unknown()
    {
        _slack.Outside.LosesAnswer(SlackScene.Path("chat.postMessage"));
        _slack.Outside.LosesAnswer(SlackScene.Path("conversations.history"));

        Assert.IsType<Outcome.Unknown>(await Header().PerformAsync(Step(), Now));

        Assert.Single(_slack.Posts);
    }

    [Fact]
    public async Task A_later_attempt_finds_what_an_earlier_one_posted()
    {
        _slack.Answers("conversations.history", SlackScene.History(HeaderMarker));

        AssertPosted(await Header().PerformAsync(Step(attempt: 2), Now));

        Assert.Empty(_slack.Posts);
    }

    [Fact]
    public async Task A_later_attempt_posts_nothing_while_it_cannot_look()
    {
        _slack.Outside.LosesAnswer(SlackScene.Path("conversations.history"));

        var failed = Assert.IsType<Outcome.Failed>(await Header().PerformAsync(Step(attempt: 2), Now));

        Assert.True(failed.Failure.Retryable);
        Assert.Empty(_slack.Posts);
    }

    [Theory]
    [InlineData("not_in_channel", FailureKind.Refused, false)]
    [InlineData("ratelimited", FailureKind.Refused, true)]
    public async Task A_refusal_fails_the_step_with_its_sentence(string code, FailureKind kind, bool retryable)
    {
        _slack.Answers("chat.postMessage", $$"""{"ok":false,"error":"{{code}}"}""");

        var failed = Assert.IsType<Outcome.Failed>(await Header().PerformAsync(Step(), Now));

        Assert.Equal((kind, retryable), (failed.Failure.Kind, failed.Failure.Retryable));
    }

    [Fact]
    public async Task A_probe_finds_the_message()
    {
        _slack.Answers("conversations.history", SlackScene.History(HeaderMarker));

        AssertPosted(Assert.IsType<ProbeAnswer.Happened>(await Header().ProbeAsync(Step(), Now)).Outcome);
    }

    [Fact]
    public async Task A_probe_says_that_the_message_is_not_there()
    {
        _slack.Answers("conversations.history", SlackScene.History("db1/7/announce/-/post plan"));

        Assert.IsType<ProbeAnswer.DidNotHappen>(await Header().ProbeAsync(Step(), Now));
    }

    [Fact]
    public async Task A_probe_that_gets_no_answer_is_asked_again_later()
    {
        _slack.Outside.LosesAnswer(SlackScene.Path("conversations.history"));

        Assert.IsType<ProbeAnswer.CannotAsk>(await Header().ProbeAsync(Step(), Now));
    }

    [Fact]
    public async Task A_probe_that_is_refused_leaves_the_question_to_a_person()
    {
        _slack.Answers("conversations.history", """{"ok":false,"error":"missing_scope","needed":"channels:history"}""");

        var answer = Assert.IsType<ProbeAnswer.CannotTell>(await Header().ProbeAsync(Step(), Now));

        Assert.Contains("channels:history", answer.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_of_the_three_steps_has_its_own_name_text_and_marker()
    {
        _slack.Answers("chat.postMessage", SlackScene.Posted);
        IActivity[] activities = [Header(), new PostPlan(_slack.Client), new AskApproval(_slack.Client)];
        StepPlace[] places = [BuiltInSteps.Header, BuiltInSteps.PlanMessage, AskStep.Place("home")];

        foreach (var (activity, place) in activities.Zip(places))
            await activity.PerformAsync(SampleRun.Step(SampleRun.Halfway, place), Now);

        Assert.Equal(["post-header", "post-plan", "ask-approval"], activities.Select(activity => activity.Name));
        Assert.Equal(
            [HeaderMarker, "db1/7/announce/-/post plan", "db1/7/home/-/ask for approval"],
            _slack.Posts.Select(post => post.Body.Split("\"marker\":\"")[1].Split('"')[0])
        );
        Assert.Equal(
            ["*Run 7: S", "*Plan of ", "*Run 7: s"],
            _slack.Posts.Select(post => post.Body.Split("\"text\":\"")[1][..9])
        );
    }

    private PostHeader Header() => new(_slack.Client);

    private static StepContext Step(int attempt = 1) => SampleRun.Step(SampleRun.New, BuiltInSteps.Header, attempt);

    private static void AssertPosted(Outcome outcome)
    {
        var evidence = Assert.IsType<Outcome.Succeeded>(outcome).Evidence;
        Assert.Equal(
            ["channel=C1", "link=https://slack.test/p1", "ts=100.000009"],
            evidence.Select(fact => $"{fact.Key}={fact.Value}")
        );
    }
}
