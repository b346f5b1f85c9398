using OlUpgrade.Sandbox.GitHub;

namespace OlUpgrade.Spec.Sandbox.GitHub;

public sealed class GitHubRefTests : SandboxTest
{
    private const string Rollback = $"{Repository}/git/refs/heads/rollback-1";

    [Fact]
    public async Task A_branch_is_created_at_the_commit_of_a_tag()
    {
        var sha = await Sha("production");

        var made = await Make("refs/heads/rollback-2024-11-24-1", sha, 201);

        Assert.Equal(
            ("refs/heads/rollback-2024-11-24-1", sha, "commit"),
            ((string?)made["ref"], (string?)made["object"]!["sha"], (string?)made["object"]!["type"])
        );
        foreach (var path in (string[])["git/ref/heads", "git/refs/heads"])
            Assert.Equal(
                sha,
                (string?)
                    (await GitHubJson(HttpMethod.Get, $"{Repository}/{path}/rollback-2024-11-24-1"))["object"]!["sha"]
            );
        Assert.Equal(sha, await Sha("rollback-2024-11-24-1"));
        Assert.Equal(sha, Servers.GitHub.Refs("internetarchive", "openlibrary")["refs/heads/rollback-2024-11-24-1"]);
    }

    [Fact]
    public async Task A_pushed_commit_is_found_by_its_first_digits_and_can_get_a_branch()
    {
        const string sha = "7da8c75ae5111111111111111111111111111111";
        await PostTo(Servers.GitHubPage, "_sandbox/commit", $$"""{"sha":"{{sha}}","message":"as deployed"}""");

        Assert.Equal(sha, await Sha("7da8c75ae5"));
        await Make("refs/heads/rollback-2024-11-24-1", sha, 201);
        var refused = await PostTo(
            Servers.GitHubPage,
            "_sandbox/commit",
            """{"sha":"7da8c75","message":"as deployed"}"""
        );
        Assert.Equal("The SHA of a commit must have 40 lowercase hexadecimal digits.", (string?)refused["error"]);
    }

    [Theory]
    [InlineData("refs/heads/master", null, "Reference already exists")]
    [InlineData("refs/heads/new", "0123456789012345678901234567890123456789", "Object does not exist")]
    [InlineData("refs/heads/new", "master", "exactly 40 characters")]
    [InlineData("heads/new", null, "must start with 'refs/'")]
    [InlineData("refs/new", null, "three slash-separated")]
    [InlineData("refs/heads/a b", null, "not a valid ref name")]
    [InlineData("refs/heads/a..b", null, "not a valid ref name")]
    [InlineData("refs/heads/a.lock", null, "not a valid ref name")]
    [InlineData("refs/heads/", null, "not a valid ref name")]
    [InlineData("refs/heads/master/more", null, "Reference update failed")]
    public async Task A_bad_reference_is_refused_and_not_created(string name, string? sha, string complaint)
    {
        var before = Servers.GitHub.Refs("internetarchive", "openlibrary").Count;

        var refusal = await Make(name, sha ?? await Sha("master"), 422);

        Assert.Contains(complaint, (string?)refusal["message"], StringComparison.Ordinal);
        Assert.Equal(before, Servers.GitHub.Refs("internetarchive", "openlibrary").Count);
    }

    [Fact]
    public async Task A_visitor_cannot_create_a_reference()
    {
        using var response = await GitHub(
            HttpMethod.Post,
            $"{Repository}/git/refs",
            $$"""{"ref":"refs/heads/mine","sha":"{{await Sha("master")}}"}""",
            GitHubSite.VisitorToken
        );

        Assert.Equal(403, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_branch_is_deleted_once_and_only_by_users_who_may_push()
    {
        await Make("refs/heads/rollback-1", await Sha("master"), 201);

        using var visitor = await GitHub(HttpMethod.Delete, Rollback, token: GitHubSite.VisitorToken);
        Assert.Equal(403, (int)visitor.StatusCode);
        Assert.Contains("refs/heads/rollback-1", Servers.GitHub.Refs("internetarchive", "openlibrary").Keys);

        using var deleted = await GitHub(HttpMethod.Delete, Rollback);
        Assert.Equal((204, ""), ((int)deleted.StatusCode, await deleted.Content.ReadAsStringAsync(Cancel)));
        Assert.DoesNotContain("refs/heads/rollback-1", Servers.GitHub.Refs("internetarchive", "openlibrary").Keys);

        var again = await GitHubJson(HttpMethod.Delete, Rollback, expect: 422);
        Assert.Equal("Reference does not exist", (string?)again["message"]);
    }

    [Fact]
    public async Task A_deletion_whose_answer_is_lost_happened()
    {
        await Make("refs/heads/rollback-1", await Sha("master"), 201);
        Servers.GitHub.Outages.LoseNextAnswer("DELETE /api/v3/repos/internetarchive/openlibrary/git/refs");

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => GitHub(HttpMethod.Delete, Rollback));

        Assert.DoesNotContain("refs/heads/rollback-1", Servers.GitHub.Refs("internetarchive", "openlibrary").Keys);
    }

    [Fact]
    public async Task References_are_matched_by_prefix_on_one_page()
    {
        await Make("refs/heads/rollback-1", await Sha("master"), 201);
        await Make("refs/heads/rollback-2", await Sha("master"), 201);

        var matching = await GitHubJson(HttpMethod.Get, $"{Repository}/git/matching-refs/heads/rollback-");
        var none = await GitHubJson(HttpMethod.Get, $"{Repository}/git/matching-refs/heads/nothing");
        var older = await GitHubJson(HttpMethod.Get, $"{Repository}/git/refs/heads/rollback-");

        Assert.Equal(
            ["refs/heads/rollback-1", "refs/heads/rollback-2"],
            matching.AsArray().Select(each => (string?)each!["ref"])
        );
        Assert.Empty(none.AsArray());
        var second = await GitHubJson(
            HttpMethod.Get,
            $"{Repository}/git/matching-refs/heads/rollback-?per_page=1&page=2"
        );
        Assert.Equal(2, second.AsArray().Count);
        Assert.Equal(2, older.AsArray().Count);
        await GitHubJson(HttpMethod.Get, $"{Repository}/git/ref/heads/rollback-", expect: 404);
    }

    [Fact]
    public async Task Commits_are_found_by_branch_tag_and_SHA()
    {
        var sha = await Sha("master");

        Assert.Equal(sha, await Sha("heads/master"));
        Assert.Equal(sha, await Sha(sha));
        Assert.Equal(sha, await Sha(sha[..10]));
        Assert.NotEqual(sha, await Sha("tags/production"));
        var commit = await GitHubJson(HttpMethod.Get, $"{Repository}/commits/master");
        Assert.NotNull((string?)commit["commit"]!["message"]);
        Assert.NotNull((string?)commit["commit"]!["author"]!["date"]);
        Assert.Single(commit["parents"]!.AsArray());
        var refusal = await GitHubJson(HttpMethod.Get, $"{Repository}/commits/nothing", expect: 422);
        Assert.Equal("No commit found for SHA: nothing", (string?)refusal["message"]);
    }

    [Fact]
    public async Task The_repository_its_labels_and_branches_can_be_read()
    {
        var repository = await GitHubJson(HttpMethod.Get, Repository);
        var labels = await GitHubJson(HttpMethod.Get, $"{Repository}/labels?per_page=100");
        var branches = await GitHubJson(HttpMethod.Get, $"{Repository}/branches");

        Assert.Equal(
            ("internetarchive/openlibrary", "master"),
            ((string?)repository["full_name"], (string?)repository["default_branch"])
        );
        Assert.True((bool)repository["permissions"]!["push"]!);
        Assert.Contains("Theme: Provisioning", labels.AsArray().Select(each => (string?)each!["name"]));
        Assert.Equal("master", (string?)Assert.Single(branches.AsArray())!["name"]);
        await GitHubJson(HttpMethod.Get, $"{Repository}/branches/nothing", expect: 404);
        await GitHubJson(HttpMethod.Get, $"{Repository}/labels/nothing", expect: 404);
        await GitHubJson(HttpMethod.Get, "repos/nobody/nothing", expect: 404);
    }

    private async Task<string> Sha(string reference) =>
        (string)(await GitHubJson(HttpMethod.Get, $"{Repository}/commits/{reference}"))["sha"]!;

    private Task<System.Text.Json.Nodes.JsonNode> Make(string name, string sha, int expect) =>
        GitHubJson(HttpMethod.Post, $"{Repository}/git/refs", $$"""{"ref":"{{name}}","sha":"{{sha}}"}""", expect);
}
