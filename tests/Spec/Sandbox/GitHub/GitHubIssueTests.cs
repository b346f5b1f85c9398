using System.Globalization;
using System.Text.Json.Nodes;
using OlUpgrade.Sandbox.GitHub;

namespace OlUpgrade.Spec.Sandbox.GitHub;

public sealed class GitHubIssueTests : SandboxTest
{
    private const string Issues = Repository + "/issues";

    [Fact]
    public async Task An_issue_is_opened_with_its_labels_known_and_new()
    {
        var issue = await Create(
            """{"title":"Patches","body":"- [ ] ol-dev","labels":["affects: operations","brand new"]}"""
        );

        Assert.Equal(
            ("Patches", "open", 0),
            ((string?)issue["title"], (string?)issue["state"], (int)issue["comments"]!)
        );
        Assert.Equal(
            ["Affects: Operations", "brand new"],
            issue["labels"]!.AsArray().Select(each => (string?)each!["name"])
        );
        Assert.Equal(("openlibrary-bot", "User"), ((string?)issue["user"]!["login"], (string?)issue["user"]!["type"]));
        Assert.Equal(
            $"{Servers.GitHubPage}internetarchive/openlibrary/issues/{issue["number"]}",
            (string?)issue["html_url"]
        );
        Assert.Equal("2024-11-24T03:46:40Z", (string?)issue["created_at"]);
        Assert.True(issue.ContainsKey("closed_at") && issue.ContainsKey("milestone") && issue.ContainsKey("assignees"));
        await GitHubJson(HttpMethod.Get, $"{Repository}/labels/brand%20new");
    }

    [Fact]
    public async Task An_issue_is_read_changed_and_closed()
    {
        var number = (int)(await Create("""{"title":"Patches","labels":["a"]}"""))["number"]!;
        Clock.Advance(TimeSpan.FromMinutes(1));
        await GitHubJson(HttpMethod.Patch, $"{Issues}/{number}", """{"body":"- [x] ol-dev","milestone":null}""");
        var closed = await GitHubJson(HttpMethod.Patch, $"{Issues}/{number}", """{"state":"closed"}""");
        var read = await GitHubJson(HttpMethod.Get, $"{Issues}/{number}");

        Assert.Equal(("closed", "completed"), ((string?)closed["state"], (string?)closed["state_reason"]));
        Assert.Equal("2024-11-24T03:47:40Z", (string?)closed["closed_at"]);
        Assert.Equal(closed.ToJsonString(), read.ToJsonString());
        Assert.Equal(("- [x] ol-dev", "Patches"), ((string?)read["body"], (string?)read["title"]));
        Assert.Single(read["labels"]!.AsArray());
    }

    [Fact]
    public async Task People_comment_on_the_page_and_the_api_shows_who_they_are()
    {
        var number = (int)(await Create("""{"title":"Patches"}"""))["number"]!;
        await PostTo(
            Servers.GitHubPage,
            "_sandbox/comment",
            $$"""{"user":"CDrini","number":{{number}},"body":"the fan"}"""
        );
        Assert.Null(Servers.GitHub.Comment("visitor", number, "hello"));

        var comments = (await GitHubJson(HttpMethod.Get, $"{Issues}/{number}/comments")).AsArray();
        var page = await Read(Http.GetAsync(new Uri(Servers.GitHubPage, "_sandbox/state"), Cancel));

        Assert.Equal(
            [("cdrini", "MEMBER", "the fan"), ("visitor", "NONE", "hello")],
            comments.Select(each =>
                ((string?)each!["user"]!["login"], (string?)each["author_association"], (string?)each["body"])
            )
        );
        Assert.Equal(
            ["mekarpeles", "cdrini", "jimchamp", "visitor"],
            page["people"]!.AsArray().Select(each => (string?)each!["login"])
        );
    }

    [Theory]
    [InlineData("""{"user":"nobody","number":11500,"body":"x"}""", "There is no user nobody.")]
    [InlineData("""{"user":"cdrini","number":1,"body":"x"}""", "There is no issue 1.")]
    [InlineData("""{"user":"cdrini","number":11500,"body":" "}""", "A comment must have 1 to 65536 characters.")]
    [InlineData("[]", "send a JSON object by POST")]
    public async Task An_impossible_comment_is_refused(string json, string problem)
    {
        await Create("""{"title":"Patches"}""");

        var answer = await PostTo(Servers.GitHubPage, "_sandbox/comment", json);

        Assert.StartsWith(problem, (string?)answer["error"], StringComparison.Ordinal);
        Assert.Empty(Servers.GitHub.Comments("internetarchive", "openlibrary", 11_500));
    }

    [Fact]
    public async Task Lists_are_filtered_sorted_and_paged()
    {
        for (var number = 1; number <= 5; number++)
        {
            await Create($$"""{"title":"{{number}}","labels":["{{(number % 2 == 0 ? "even" : "odd")}}"]}""");
            Clock.Advance(TimeSpan.FromMinutes(1));
        }
        var since = Clock.GetUtcNow().AddMinutes(-2).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

        Assert.Equal(["5", "4", "3", "2", "1"], await Titles(Issues));
        Assert.Equal(["2", "4"], await Titles($"{Issues}?labels=even&direction=asc"));
        Assert.Equal(["5", "4"], await Titles($"{Issues}?since={since}"));
        Assert.Empty(await Titles($"{Issues}?state=closed"));
        Assert.Equal(["3", "4"], await Titles($"{Issues}?direction=asc&per_page=2&page=2"));
    }

    [Fact]
    public async Task The_link_header_leads_through_all_pages()
    {
        for (var number = 1; number <= 5; number++)
            await Create($$"""{"title":"{{number}}"}""");

        using var first = await GitHub(HttpMethod.Get, $"{Issues}?per_page=2&state=all");
        using var last = await GitHub(HttpMethod.Get, $"{Issues}?per_page=2&state=all&page=3");

        Assert.Equal(
            $"<{Servers.GitHubApi}{Issues}?per_page=2&state=all&page=2>; rel=\"next\", "
                + $"<{Servers.GitHubApi}{Issues}?per_page=2&state=all&page=3>; rel=\"last\"",
            first.Headers.GetValues("Link").Single()
        );
        Assert.DoesNotContain("next", last.Headers.GetValues("Link").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Comments_are_created_updated_and_listed()
    {
        var comments = $"{Issues}/{(int)(await Create("""{"title":"x"}"""))["number"]!}/comments";
        var first = await GitHubJson(HttpMethod.Post, comments, """{"body":"one"}""", 201);
        Clock.Advance(TimeSpan.FromMinutes(1));
        await GitHubJson(HttpMethod.Post, comments, """{"body":"two"}""", 201);
        await GitHubJson(HttpMethod.Patch, $"{Issues}/comments/{first["id"]}", """{"body":"uno"}""");

        var all = await GitHubJson(HttpMethod.Get, comments);
        using var page = await GitHub(HttpMethod.Get, $"{comments}?per_page=1");

        Assert.Equal(["uno", "two"], all.AsArray().Select(each => (string?)each!["body"]));
        Assert.Contains("rel=\"next\"", page.Headers.GetValues("Link").Single(), StringComparison.Ordinal);
        Assert.Equal("uno", (string?)(await GitHubJson(HttpMethod.Get, $"{Issues}/comments/{first["id"]}"))["body"]);
        Assert.EndsWith($"#issuecomment-{first["id"]}", (string?)first["html_url"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "wasn't supplied")]
    [InlineData("""{"title":null}""", "wasn't supplied")]
    [InlineData("""{"title":" "}""", "missing_field")]
    [InlineData("""{"title":7}""", "is not a string")]
    [InlineData("""{"title":"x","labels":"bug"}""", "is not an array")]
    [InlineData("""{"title":"x","assignees":"mekarpeles"}""", "is not an array")]
    [InlineData("""{"title":"x","nottitle":1}""", "not a permitted key")]
    [InlineData("""{"title":"x","assignees":["nobody-at-all"]}""", "assignees")]
    [InlineData("""{"title":"x","labels":[""]}""", "Label")]
    [InlineData("""{"title":"x","milestone":5}""", "milestone")]
    public async Task A_wrong_issue_is_refused_and_not_opened(string body, string complaint)
    {
        var refusal = await GitHubJson(HttpMethod.Post, Issues, body, 422);

        Assert.Contains(
            complaint,
            refusal.ToJsonString(
                new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
            ),
            StringComparison.Ordinal
        );
        Assert.NotNull((string?)refusal["documentation_url"]);
        Assert.Empty(Servers.GitHub.Issues("internetarchive", "openlibrary"));
    }

    [Fact]
    public async Task Long_bodies_are_refused_at_the_limit()
    {
        var number = (int)(await Create(Body(65_536, "title")))["number"]!;

        var refusal = await GitHubJson(HttpMethod.Post, Issues, Body(65_537, "title"), 422);
        await GitHubJson(HttpMethod.Patch, $"{Issues}/{number}", Body(65_537), 422);
        await GitHubJson(HttpMethod.Post, $"{Issues}/{number}/comments", Body(65_537), 422);

        Assert.Equal(
            ("Issue", "body", "custom"),
            (
                (string?)refusal["errors"]![0]!["resource"],
                (string?)refusal["errors"]![0]!["field"],
                (string?)refusal["errors"]![0]!["code"]
            )
        );
    }

    [Fact]
    public async Task Other_bad_requests_are_refused()
    {
        var number = (int)(await Create("""{"title":"x"}"""))["number"]!;

        await GitHubJson(HttpMethod.Patch, $"{Issues}/{number}", """{"state":"shut"}""", 422);
        await GitHubJson(HttpMethod.Post, $"{Issues}/{number}/comments", """{"body":""}""", 422);
        await GitHubJson(HttpMethod.Get, $"{Issues}?state=shut", expect: 422);
        await GitHubJson(HttpMethod.Get, $"{Issues}?since=then", expect: 422);
        await GitHubJson(HttpMethod.Get, $"{Issues}/1", expect: 404);
        await GitHubJson(HttpMethod.Get, $"{Issues}/comments/1", expect: 404);
        await GitHubJson(HttpMethod.Delete, $"{Issues}/{number}", expect: 404);
    }

    [Fact]
    public async Task A_visitor_may_open_an_issue_without_labels_but_change_no_other()
    {
        var number = (int)(await Create("""{"title":"ours"}"""))["number"]!;

        using var opened = await GitHub(
            HttpMethod.Post,
            Issues,
            """{"title":"x","labels":["a"]}""",
            GitHubSite.VisitorToken
        );
        using var changed = await GitHub(
            HttpMethod.Patch,
            $"{Issues}/{number}",
            """{"title":"y"}""",
            GitHubSite.VisitorToken
        );

        Assert.Empty(Json(await opened.Content.ReadAsStringAsync(Cancel))["labels"]!.AsArray());
        Assert.Equal((201, 403), ((int)opened.StatusCode, (int)changed.StatusCode));
    }

    private async Task<JsonObject> Create(string json) =>
        (await GitHubJson(HttpMethod.Post, Issues, json, 201)).AsObject();

    private async Task<IEnumerable<string?>> Titles(string path) =>
        (await GitHubJson(HttpMethod.Get, path)).AsArray().Select(issue => (string?)issue!["title"]);

    private static string Body(int length, string? title = null)
    {
        var body = new JsonObject { ["body"] = new string('a', length) };
        if (title is not null)
            body["title"] = title;
        return body.ToJsonString();
    }
}
