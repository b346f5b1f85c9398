using System.Globalization;
using System.Text;
using OlUpgrade.Sandbox.GitHub;

namespace OlUpgrade.Spec.Sandbox.GitHub;

public sealed class GitHubDoorTests : SandboxTest
{
    [Fact]
    public async Task A_token_identifies_its_user()
    {
        Assert.Equal("openlibrary-bot", (string?)(await GitHubJson(HttpMethod.Get, "user"))["login"]);
    }

    [Fact]
    public async Task The_api_is_also_at_the_root()
    {
        using var response = await GitHub(HttpMethod.Get, new Uri(Servers.GitHubPage, "user").ToString());

        Assert.Equal(200, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("ghp_forged", "GET", "user", "Bad credentials")]
    [InlineData(null, "GET", "user", "Requires authentication")]
    [InlineData(null, "POST", Repository + "/issues", "Requires authentication")]
    public async Task Bad_and_missing_tokens_are_refused(string? token, string method, string path, string message)
    {
        using var response = await GitHub(
            new HttpMethod(method),
            path,
            method == "POST" ? """{"title":"x"}""" : null,
            token
        );

        Assert.Equal(401, (int)response.StatusCode);
        Assert.Equal(message, (string?)Json(await response.Content.ReadAsStringAsync(Cancel))["message"]);
    }

    [Fact]
    public async Task A_public_repository_is_read_without_a_token()
    {
        using var response = await GitHub(HttpMethod.Get, Repository, token: null);

        Assert.Equal(200, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_client_without_a_name_is_refused()
    {
        using var response = await Http.GetAsync(new Uri(Servers.GitHubApi, Repository), Cancel);

        Assert.Equal(403, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded", """{"title":"x"}""", 415)]
    [InlineData("text/plain", """{"title":"x"}""", 415)]
    [InlineData("application/json", "{", 400)]
    [InlineData("application/json", "[]", 400)]
    public async Task A_body_must_be_a_json_object_and_say_so(string type, string body, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Servers.GitHubApi, $"{Repository}/issues"));
        request.Content = new StringContent(body, Encoding.UTF8, type);
        request.Headers.Add("User-Agent", "spec");
        request.Headers.Add("Authorization", $"Bearer {GitHubSite.Token}");

        using var response = await Http.SendAsync(request, Cancel);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Empty(Servers.GitHub.Issues("internetarchive", "openlibrary"));
    }

    [Fact]
    public async Task An_unchanged_answer_is_not_sent_again()
    {
        using var first = await GitHub(HttpMethod.Get, $"{Repository}/issues");
        var tag = first.Headers.GetValues("ETag").Single();

        using var same = await GitHub(HttpMethod.Get, $"{Repository}/issues", headers: ("If-None-Match", tag));
        await GitHubJson(HttpMethod.Post, $"{Repository}/issues", """{"title":"x"}""", 201);
        using var changed = await GitHub(HttpMethod.Get, $"{Repository}/issues", headers: ("If-None-Match", tag));

        Assert.Equal((304, ""), ((int)same.StatusCode, await same.Content.ReadAsStringAsync(Cancel)));
        Assert.Equal(200, (int)changed.StatusCode);
        Assert.Equal(Remaining(first), Remaining(same));
    }

    [Fact]
    public async Task Requests_beyond_the_hourly_limit_are_refused()
    {
        Servers.GitHub.RequestsPerHour = 2;
        await GitHubJson(HttpMethod.Get, "user");
        await GitHubJson(HttpMethod.Get, Repository);

        using var refused = await GitHub(HttpMethod.Post, $"{Repository}/issues", """{"title":"x"}""");

        Assert.Equal((403, 0), ((int)refused.StatusCode, Remaining(refused)));
        Assert.Equal(Clock.GetUtcNow().AddHours(1).ToUnixTimeSeconds(), Number(refused, "x-ratelimit-reset"));
        Assert.Empty(Servers.GitHub.Issues("internetarchive", "openlibrary"));
        Clock.Advance(TimeSpan.FromHours(1));
        await GitHubJson(HttpMethod.Get, "user");
    }

    [Fact]
    public async Task The_limits_can_be_armed()
    {
        Servers.GitHub.Outages.RateLimitNext("/user");
        Servers.GitHub.Outages.RateLimitNext("/user", retryAfterSeconds: 60);
        Servers.GitHub.Outages.FailNext("/user", 429);

        using var primary = await GitHub(HttpMethod.Get, "user");
        using var secondary = await GitHub(HttpMethod.Get, "user");
        using var third = await GitHub(HttpMethod.Get, "user");

        Assert.Equal((403, 0), ((int)primary.StatusCode, Remaining(primary)));
        Assert.Equal((403, 60d), ((int)secondary.StatusCode, secondary.Headers.RetryAfter!.Delta!.Value.TotalSeconds));
        Assert.NotEqual(0, Remaining(secondary));
        Assert.Equal(429, (int)third.StatusCode);
        await GitHubJson(HttpMethod.Get, "user");
    }

    [Theory]
    [InlineData("")]
    [InlineData("internetarchive/openlibrary/issues/11500")]
    [InlineData("internetarchive/openlibrary/branches")]
    public async Task The_pages_are_there(string path)
    {
        Assert.Contains(
            "/_sandbox/page.js",
            await Http.GetStringAsync(new Uri(Servers.GitHubPage, path), Cancel),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_page_shows_issues_with_their_comments_and_the_branches()
    {
        var number = (await GitHubJson(HttpMethod.Post, $"{Repository}/issues", """{"title":"x"}""", 201))["number"];
        await GitHubJson(HttpMethod.Post, $"{Repository}/issues/{number}/comments", """{"body":"done"}""", 201);

        var state = Json(await Http.GetStringAsync(new Uri(Servers.GitHubPage, "_sandbox/state"), Cancel));

        Assert.Equal("done", (string?)state["issues"]![0]!["conversation"]![0]!["body"]);
        Assert.Contains("refs/heads/master", state["refs"]!.AsArray().Select(each => (string?)each!["ref"]));
    }

    private static int Remaining(HttpResponseMessage response) => (int)Number(response, "x-ratelimit-remaining");

    private static long Number(HttpResponseMessage response, string header) =>
        long.Parse(response.Headers.GetValues(header).Single(), CultureInfo.InvariantCulture);
}
