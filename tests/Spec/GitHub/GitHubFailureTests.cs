using System.Net;
using System.Text;
using OlUpgrade.GitHub;
using OlUpgrade.Spec.Wire;

namespace OlUpgrade.Spec.GitHub;

/// <summary>Everything that can go wrong on the way to GitHub and back, for writes and reads.</summary>
public sealed class GitHubFailureTests
{
    private const string Invalid =
        """{"message":"Validation Failed","errors":[{"resource":"Issue","field":"title","code":"missing_field"}]}""";

    private const string Secondary = """{"message":"You have exceeded a secondary rate limit."}""";

    private static readonly CancellationToken Now = TestContext.Current.CancellationToken;

    private static readonly GitHubIssue Issue = new(GitHubScene.Repository, 41, "");

    private readonly GitHubScene _github = new();

    private GitHubIssues Issues => new(_github.Connection);

    [Theory]
    [InlineData(401, """{"message":"Bad credentials"}""", GitHubFailureKind.Forbidden, false)]
    [InlineData(403, """{"message":"Resource not accessible"}""", GitHubFailureKind.Forbidden, false)]
    [InlineData(404, """{"message":"Not Found"}""", GitHubFailureKind.NotFound, false)]
    [InlineData(410, """{"message":"This issue was deleted"}""", GitHubFailureKind.NotFound, false)]
    [InlineData(422, Invalid, GitHubFailureKind.Invalid, false)]
    [InlineData(415, """{"message":"Unsupported"}""", GitHubFailureKind.Invalid, false)]
    [InlineData(500, "oops", GitHubFailureKind.Unreachable, true)]
    [InlineData(503, "<html>unicorn</html>", GitHubFailureKind.Unreachable, true)]
    [InlineData(403, Secondary, GitHubFailureKind.RateLimited, false)]
    [InlineData(429, """{"message":"Too many"}""", GitHubFailureKind.RateLimited, false)]
    public async Task A_refusal_is_a_value_of_its_kind(int status, string body, GitHubFailureKind kind, bool perhaps)
    {
        _github.Answers("POST", GitHubScene.Issues, body, status);

        var failure = await OpenAsync();

        Assert.Equal(kind, failure.Kind);
        Assert.Equal(perhaps, failure.PerhapsHappened);
        Assert.Contains("open an issue in internetarchive/openlibrary", failure.Sentence, StringComparison.Ordinal);
        Assert.Single(_github.Outside.Asked);
    }

    [Fact]
    public async Task A_validation_error_names_the_field()
    {
        _github.Answers("POST", GitHubScene.Issues, Invalid, 422);

        var sentence = (await OpenAsync()).Sentence;

        Assert.Contains("Validation Failed (title missing_field)", sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(429, "12", 12.0)]
    [InlineData(429, null, null)]
    [InlineData(403, "30", 30.0)]
    public async Task A_limit_tells_how_long_to_wait_where_GitHub_says_so(int status, string? header, double? seconds)
    {
        _github.Answers("POST", GitHubScene.Issues, Secondary, status, header);

        var failure = await OpenAsync();

        Assert.Equal(GitHubFailureKind.RateLimited, failure.Kind);
        Assert.Equal(seconds, failure.RetryAfter?.TotalSeconds);
    }

    [Theory]
    [InlineData("API rate limit exceeded", 403)]
    [InlineData("Enough for now", 403)]
    [InlineData("Enough for now", 429)]
    public async Task The_hourly_limit_tells_when_it_is_lifted_by_our_own_clock(string message, int status)
    {
        SpendsTheHour(status, message);

        var failure = await OpenAsync();

        Assert.Equal((GitHubFailureKind.RateLimited, TimeSpan.FromMinutes(20)), (failure.Kind, failure.RetryAfter));
    }

    [Fact]
    public async Task An_error_that_is_the_last_answer_of_the_hour_is_still_an_error()
    {
        SpendsTheHour(502, "Bad gateway");

        Assert.True((await OpenAsync()).PerhapsHappened);
    }

    [Theory]
    [InlineData("<html>proxy</html>", "text/html")]
    [InlineData("{}", "text/html")]
    [InlineData("{\"number\":", "application/json")]
    [InlineData("", "application/json")]
    [InlineData("null", "application/json")]
    public async Task Garbage_leaves_it_open_whether_it_happened(string body, string type)
    {
        _github.Outside.Answers(GitHubScene.Key("POST", GitHubScene.Issues), body, type: type);

        var failure = await OpenAsync();

        Assert.Equal(GitHubFailureKind.Unreachable, failure.Kind);
        Assert.True(failure.PerhapsHappened);
    }

    [Theory]
    [InlineData("<html>proxy</html>", "text/html")]
    [InlineData("null", "application/json")]
    [InlineData("{}", "application/json")]
    public async Task Garbage_is_not_taken_for_an_empty_list(string body, string type)
    {
        _github.Outside.Answers(GitHubScene.Key("GET", GitHubScene.Issues), body, type: type);

        var found = await Issues.FindByMarkerAsync(GitHubScene.Repository, "m", SampleRun.RequestedAt, Now);

        Assert.False(found.IsGood);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    public async Task Garbage_is_not_taken_for_a_list_of_branches(string body)
    {
        _github.Answers("GET", $"/repos/{GitHubScene.Repository}/git/matching-refs/heads/rollback-", body);

        var names = await new GitHubBranches(_github.Connection).NamesStartingWithAsync(
            GitHubScene.Repository,
            "rollback-",
            Now
        );

        Assert.False(names.IsGood);
    }

    [Fact]
    public async Task A_lost_answer_leaves_it_open_and_is_not_sent_again()
    {
        _github.LosesAnswer("POST", GitHubScene.Issues);

        Assert.True((await OpenAsync()).PerhapsHappened);

        Assert.Single(_github.Outside.Asked);
    }

    [Fact]
    public async Task Without_a_connection_nothing_happened()
    {
        _github.Outside.Refuses(GitHubScene.Key("POST", GitHubScene.Issues));

        var failure = await OpenAsync();

        Assert.Equal(GitHubFailureKind.Unreachable, failure.Kind);
        Assert.False(failure.PerhapsHappened);
    }

    [Fact]
    public async Task An_answer_that_does_not_come_ends_with_the_time_limit()
    {
        var connection = new GitHubConnection(new NeverAnswers(), _github.Options, _github.Time);

        var reading = new GitHubIssues(connection).OpenAsync(GitHubScene.Repository, "t", "b", [], Now);
        Assert.False(reading.IsCompleted);
        _github.Time.Advance(_github.Options.Timeout);

        Assert.True((await reading).Failure?.PerhapsHappened);
    }

    [Fact]
    public async Task A_caller_who_gives_up_is_told_so()
    {
        using var stop = new CancellationTokenSource();
        var connection = new GitHubConnection(new NeverAnswers(), _github.Options, _github.Time);

        var reading = new GitHubIssues(connection).ReadBodyAsync(Issue, stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task A_read_is_tried_three_times()
    {
        _github
            .Answers("GET", $"{GitHubScene.Issues}/41", """{"message":"Too many"}""", 429, "4")
            .LosesAnswer("GET", $"{GitHubScene.Issues}/41")
            .Answers("GET", $"{GitHubScene.Issues}/41", GitHubScene.Issue(41, "m"));

        Assert.True((await Issues.ReadBodyAsync(Issue, Now)).IsGood);

        Assert.Equal([TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(1)], _github.Time.Waits);
    }

    [Theory]
    [InlineData(429, "60", 1)]
    [InlineData(429, null, 3)]
    [InlineData(502, null, 3)]
    [InlineData(404, null, 1)]
    public async Task A_read_gives_up_after_three_tries_or_a_long_wait(int status, string? header, int tries)
    {
        _github.Answers("GET", $"{GitHubScene.Issues}/41", """{"message":"no"}""", status, header);

        Assert.False((await Issues.ReadBodyAsync(Issue, Now)).IsGood);

        Assert.Equal(tries, _github.Outside.Asked.Count);
    }

    [Fact]
    public async Task No_token_is_in_any_text()
    {
        _github.Answers("POST", GitHubScene.Issues, """{"message":"Bad credentials"}""", 401);

        Assert.DoesNotContain("secret", $"{await OpenAsync()} {_github.Options}", StringComparison.Ordinal);
    }

    private void SpendsTheHour(int status, string message)
    {
        var reset = _github.Time.GetUtcNow().AddMinutes(20).ToUnixTimeSeconds();
        _github.Outside.Does(GitHubScene.Key("POST", GitHubScene.Issues), () =>
        {
            var response = new HttpResponseMessage((HttpStatusCode)status)
            {
                Content = new StringContent($$"""{"message":"{{message}}"}""", Encoding.UTF8, "application/json"),
            };
            response.Headers.Add("X-RateLimit-Limit", "5000");
            response.Headers.Add("X-RateLimit-Remaining", "0");
            response.Headers.Add("X-RateLimit-Reset", $"{reset}");
            return response;
        });
    }

    private async Task<GitHubFailure> OpenAsync()
    {
        var reply = await Issues.OpenAsync(GitHubScene.Repository, "t", "b", [], Now);
        Assert.False(reply.IsGood);
        return reply.Failure;
    }
}
