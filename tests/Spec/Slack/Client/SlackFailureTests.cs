using OlUpgrade.Slack.Client;
using OlUpgrade.Spec.Wire;

namespace OlUpgrade.Spec.Slack.Client;

/// <summary>Everything that can go wrong on the way to Slack and back, for writes and reads.</summary>
public sealed class SlackFailureTests
{
    private const string Html = "<html><body>502 Bad Gateway</body></html>";

    private static readonly CancellationToken Now = TestContext.Current.CancellationToken;

    private readonly SlackScene _slack = new();

    [Theory]
    [InlineData("not_in_channel", false, false, "/invite")]
    [InlineData("channel_not_found", false, false, "runbook")]
    [InlineData("invalid_auth", false, false, "tokens")]
    [InlineData("msg_too_long", false, false, "too long")]
    [InlineData("some_new_code", false, false, "docs.slack.dev")]
    [InlineData("internal_error", true, true, "status.slack.com")]
    [InlineData("fatal_error", true, true, "status.slack.com")]
    public async Task A_refusal_is_a_value_with_its_code_and_advice(
        string code,
        bool passes,
        bool perhaps,
        string advice
    )
    {
        _slack.Answers("chat.postMessage", $$"""{"ok":false,"error":"{{code}}"}""");

        var failure = await PostAsync();

        Assert.Equal(code, failure.Code);
        Assert.Equal(passes, failure.Passes);
        Assert.Equal(perhaps, failure.PerhapsHappened);
        Assert.Contains(advice, failure.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_scope_is_named()
    {
        _slack.Answers("chat.postMessage", """{"ok":false,"error":"missing_scope","needed":"chat:write"}""");

        Assert.Contains("chat:write", (await PostAsync()).Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7", 7.0)]
    [InlineData(null, null)]
    [InlineData("soon", null)]
    [InlineData("-3", null)]
    [InlineData("999999999999999999999", 3600.0)]
    [InlineData("Mon, 05 Oct 2026 09:00:30 GMT", 30.0)]
    public async Task Too_many_requests_tell_how_long_to_wait_where_Slack_says_so(string? header, double? seconds)
    {
        _slack.Answers("chat.postMessage", """{"ok":false,"error":"ratelimited"}""", 429, retryAfter: header);

        var failure = await PostAsync();

        Assert.Equal("ratelimited", failure.Code);
        Assert.Equal(seconds, failure.RetryAfter?.TotalSeconds);
        Assert.False(failure.PerhapsHappened);
    }

    [Theory]
    [InlineData(500, "http_500", true)]
    [InlineData(503, "http_503", true)]
    [InlineData(408, "http_408", true)]
    [InlineData(403, "http_403", false)]
    [InlineData(200, "bad_reply", true)]
    public async Task An_error_page_is_a_failure(int status, string code, bool perhaps)
    {
        _slack.Answers("chat.postMessage", Html, status, "text/html");

        var failure = await PostAsync();

        Assert.Equal(code, failure.Code);
        Assert.Equal(perhaps, failure.PerhapsHappened);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"ok":"yes"}""")]
    [InlineData("""{"ok":true}""")]
    [InlineData("""{"ok":true,"channel":1,"ts":2}""")]
    [InlineData("""{"ok":true,"channel":"C1","ts":"1""")]
    public async Task Garbage_leaves_it_open_whether_it_happened(string body)
    {
        _slack.Answers("chat.postMessage", body);

        var failure = await PostAsync();

        Assert.Equal("bad_reply", failure.Code);
        Assert.True(failure.PerhapsHappened);
    }

    [Fact]
    public async Task A_lost_answer_leaves_it_open_and_is_not_sent_again()
    {
        _slack.Outside.LosesAnswer(SlackScene.Path("chat.postMessage"));

        var failure = await PostAsync();

        Assert.Equal("no_answer", failure.Code);
        Assert.True(failure.PerhapsHappened);
        Assert.Single(_slack.Posts);
    }

    [Fact]
    public async Task Without_a_connection_nothing_happened()
    {
        _slack.Outside.Refuses(SlackScene.Path("chat.postMessage"));

        var failure = await PostAsync();

        Assert.Equal("unreachable", failure.Code);
        Assert.False(failure.PerhapsHappened);
    }

    [Fact]
    public async Task An_answer_that_does_not_come_ends_with_the_time_limit()
    {
        var outside = new NeverAnswers();
        var client = new SlackClient(new HttpClient(outside), _slack.Options, _slack.Time);

        var post = client.PostAsync(new("C1", "x", null, "m"), Now);
        Assert.False(post.IsCompleted);
        _slack.Time.Advance(_slack.Options.Timeout);

        var failure = (await post).Failure;
        Assert.Equal("no_answer", failure?.Code);
        Assert.True(failure?.PerhapsHappened);
    }

    [Fact]
    public async Task A_caller_who_gives_up_is_told_so()
    {
        using var stop = new CancellationTokenSource();
        var client = new SlackClient(new HttpClient(new NeverAnswers()), _slack.Options, _slack.Time);

        var post = client.PostAsync(new("C1", "x", null, "m"), stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => post);
    }

    [Fact]
    public async Task A_read_is_tried_three_times_and_waits_as_long_as_Slack_asks()
    {
        _slack
            .Answers("users.info", "{}", 429, retryAfter: "4")
            .Answers("users.info", Html, 502, "text/html")
            .Answers("users.info", """{"ok":true,"user":{"id":"U1"}}""");

        Assert.True((await _slack.Client.UserAsync("U1", Now)).IsGood);

        Assert.Equal(3, _slack.Calls("users.info").Count);
        Assert.Equal([TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(1)], _slack.Time.Waits);
    }

    [Fact]
    public async Task A_read_that_keeps_failing_ends_after_three_tries()
    {
        _slack.Outside.LosesAnswer(SlackScene.Path("users.info"));

        Assert.Equal("no_answer", (await _slack.Client.UserAsync("U1", Now)).Failure?.Code);

        Assert.Equal(3, _slack.Calls("users.info").Count);
    }

    [Theory]
    [InlineData("60", 1)]
    [InlineData(null, 3)]
    public async Task A_read_does_not_wait_long_but_hands_the_wish_on(string? header, int tries)
    {
        _slack.Answers("users.info", "{}", 429, retryAfter: header);

        Assert.Equal("ratelimited", (await _slack.Client.UserAsync("U1", Now)).Failure?.Code);

        Assert.Equal(tries, _slack.Calls("users.info").Count);
    }

    [Theory]
    [InlineData("user_not_found")]
    [InlineData("invalid_auth")]
    public async Task A_refused_read_is_not_tried_again(string code)
    {
        _slack.Answers("users.info", $$"""{"ok":false,"error":"{{code}}"}""");

        await _slack.Client.UserAsync("U1", Now);

        Assert.Single(_slack.Calls("users.info"));
    }

    [Fact]
    public async Task No_token_is_in_any_text()
    {
        _slack.Answers("chat.postMessage", """{"ok":false,"error":"invalid_auth"}""");

        var failure = await PostAsync();

        Assert.DoesNotContain("secret", $"{failure} {_slack.Options}", StringComparison.Ordinal);
    }

    private async Task<SlackFailure> PostAsync()
    {
        var reply = await _slack.Client.PostAsync(new("C1", "x", null, "m"), Now);
        Assert.False(reply.IsGood);
        return reply.Failure;
    }
}
