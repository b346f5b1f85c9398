using OlUpgrade.Sandbox.Emulation;
using OlUpgrade.Sandbox.GitHub;
using OlUpgrade.Sandbox.Slack;

namespace OlUpgrade.Spec.Sandbox;

public sealed class OutageTests : SandboxTest
{
    [Fact]
    public async Task A_lost_answer_hides_what_was_done()
    {
        Workspace.Outages.LoseNextAnswer("chat.postMessage");

        await Assert.ThrowsAsync<HttpRequestException>(() => Post("once"));

        Assert.Equal("once", (string?)Assert.Single(Workspace.Messages(Channel))!["text"]);
        await Post("twice");
        Assert.Equal(2, Workspace.Messages(Channel).Count);
    }

    [Fact]
    public async Task A_lost_request_does_nothing()
    {
        Workspace.Outages.LoseNextRequest("chat.postMessage", times: 2);

        await Assert.ThrowsAsync<HttpRequestException>(() => Post("one"));
        await Assert.ThrowsAsync<HttpRequestException>(() => Post("two"));

        Assert.Empty(Workspace.Messages(Channel));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task A_bad_gateway_may_come_after_or_before_the_effect(bool acts, int issues)
    {
        Servers.GitHub.Outages.FailNext("POST /api/v3/repos", 502, acts: acts);

        using var response = await GitHub(HttpMethod.Post, $"{Repository}/issues", """{"title":"x"}""");

        Assert.Equal(502, (int)response.StatusCode);
        Assert.Equal(issues, Servers.GitHub.Issues("internetarchive", "openlibrary").Count);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(null)]
    public async Task Slack_asks_to_wait_with_or_without_saying_how_long(int? seconds)
    {
        Workspace.Outages.RateLimitNext("auth.test", seconds);

        using var response = await SendSlack("auth.test", null);

        Assert.Equal(429, (int)response.StatusCode);
        Assert.Equal(seconds, (int?)response.Headers.RetryAfter?.Delta?.TotalSeconds);
        Assert.Equal("ratelimited", (string?)Json(await response.Content.ReadAsStringAsync(Cancel))["error"]);
    }

    [Fact]
    public async Task A_service_that_is_down_comes_back_on_time()
    {
        Workspace.Outages.DownUntil(Clock.GetUtcNow().AddMinutes(5));

        await Assert.ThrowsAsync<HttpRequestException>(() => Slack("auth.test"));
        await GitHubJson(HttpMethod.Get, "user");
        Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.True((bool)(await Slack("auth.test"))["ok"]!);
    }

    [Fact]
    public async Task Faults_are_armed_listed_and_cleared_over_http()
    {
        var armed = await PostTo(
            Servers.SlackPage,
            "_sandbox/faults",
            """{"fault":"lose-answer","match":"chat.postMessage","times":2}"""
        );
        Assert.Equal(2, (int)Assert.Single(armed["armed"]!.AsArray())!["times"]!);

        await Assert.ThrowsAsync<HttpRequestException>(() => Post("once"));
        using var cleared = await Http.DeleteAsync(new Uri(Servers.SlackPage, "_sandbox/faults"), Cancel);
        await Post("twice");

        Assert.Equal(2, Workspace.Messages(Channel).Count);
    }

    [Theory]
    [InlineData("""{"fault":"fail","match":"auth.test","status":503,"headers":{"X-Why":"test"}}""", 503)]
    [InlineData("""{"fault":"rate-limit","match":"auth.test","retry_after":3}""", 429)]
    public async Task Each_fault_can_be_armed_over_http(string fault, int status)
    {
        await PostTo(Servers.SlackPage, "_sandbox/faults", fault);

        using var response = await SendSlack("auth.test", null);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("""{"fault":"lose-request"}""")]
    [InlineData("""{"fault":"down","seconds":60}""")]
    public async Task Each_connection_fault_can_be_armed_over_http(string fault)
    {
        await PostTo(Servers.SlackPage, "_sandbox/faults", fault);

        await Assert.ThrowsAsync<HttpRequestException>(() => Slack("auth.test"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"fault":"earthquake"}""")]
    [InlineData("""{"fault":"fail","matches":"x"}""")]
    [InlineData("""{"fault":"fail","times":0}""")]
    public async Task A_bad_fault_is_refused_with_a_sentence_and_not_armed(string fault)
    {
        Assert.NotNull((string?)(await PostTo(Servers.SlackPage, "_sandbox/faults", fault))["error"]);
        Assert.True((bool)(await Slack("auth.test"))["ok"]!);
    }

    [Fact]
    public async Task A_handler_works_without_sockets_and_completes_synchronously()
    {
        var workspace = new SlackWorkspace(Clock);
        using var client = new HttpClient(new EmulatorHandler(workspace));
        client.DefaultRequestHeaders.Add("Authorization", $"Bearer {SlackWorkspace.BotToken}");
        var address = new Uri("http://slack.invalid/api/chat.postMessage");

        var sending = client.PostAsync(address, Text($$"""{"channel":"{{Channel}}","text":"inline"}"""), Cancel);

        Assert.True(sending.IsCompletedSuccessfully);
        Assert.True((bool)(await Read(sending))["ok"]!);
        workspace.Outages.LoseNextAnswer();
        var lost = await Assert.ThrowsAsync<HttpRequestException>(() =>
            client.PostAsync(address, Text($$"""{"channel":"{{Channel}}","text":"lost"}"""), Cancel)
        );
        Assert.Equal(HttpRequestError.ResponseEnded, lost.HttpRequestError);
        Assert.Equal(2, workspace.Messages(Channel).Count);
    }

    [Fact]
    public async Task A_handler_that_reaches_no_service_throws()
    {
        var site = new GitHubSite(Clock);
        site.Outages.DownUntil(Clock.GetUtcNow().AddHours(1));
        using var client = new HttpClient(new EmulatorHandler(site));

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() =>
            client.GetAsync(new Uri("http://github.invalid/user"), Cancel)
        );

        Assert.Equal(HttpRequestError.ConnectionError, failure.HttpRequestError);
    }
}
