using OlUpgrade.GitHub;
using OlUpgrade.Spec.Wire;

namespace OlUpgrade.Spec.GitHub;

public sealed class GitHubIssuesTests
{
    private static readonly CancellationToken Now = TestContext.Current.CancellationToken;

    private static readonly GitHubIssue Issue = new(GitHubScene.Repository, 41, "https://github.test/41");

    private readonly GitHubScene _github = new();

    private GitHubIssues Issues => new(_github.Connection);

    [Fact]
    public async Task An_issue_is_opened_with_JSON_that_is_called_JSON()
    {
        _github.Answers("POST", GitHubScene.Issues, GitHubScene.Issue(41, "m"), 201);

        var opening = Issues.OpenAsync(GitHubScene.Repository, "Title", "Body", ["Affects: Operations"], Now);

        Assert.True(opening.IsCompletedSuccessfully);
        Assert.Equal(Issue, (await opening).Value);
        var asked = Assert.Single(_github.Outside.Asked);
        Assert.Equal("https://github.test/api/v3/repos/internetarchive/openlibrary/issues", asked.Uri.AbsoluteUri);
        Assert.Equal("application/json; charset=utf-8", asked.ContentType);
        Assert.Equal("application/vnd.github+json", asked.Headers["Accept"]);
        Assert.Equal("2022-11-28", asked.Headers["X-GitHub-Api-Version"]);
        Assert.Equal("Bearer ghp_secret", asked.Headers["Authorization"]);
        Assert.StartsWith("olupgrade", asked.Headers["User-Agent"], StringComparison.Ordinal);
        Assert.Equal("""{"title":"Title","body":"Body","assignees":[],"labels":["Affects: Operations"]}""", asked.Body);
    }

    [Fact]
    public async Task A_new_text_leaves_the_milestone_alone()
    {
        _github.Answers("PATCH", $"{GitHubScene.Issues}/41", GitHubScene.Issue(41, "m"));

        Assert.True((await Issues.UpdateBodyAsync(Issue, "new", Now)).IsGood);

        Assert.Equal("""{"body":"new"}""", Assert.Single(_github.Outside.Asked).Body);
    }

    [Fact]
    public async Task An_issue_is_closed_by_its_state_alone()
    {
        _github.Answers("PATCH", $"{GitHubScene.Issues}/41", GitHubScene.Issue(41, "m"));

        Assert.True((await Issues.CloseAsync(Issue, Now)).IsGood);

        Assert.Equal("""{"state":"closed"}""", Assert.Single(_github.Outside.Asked).Body);
    }

    [Fact]
    public async Task A_comment_is_posted()
    {
        _github.Answers("POST", $"{GitHubScene.Issues}/41/comments", GitHubScene.Comment("m"), 201);

        Assert.Equal("https://github.test/41#5", (await Issues.CommentAsync(Issue, "done", Now)).Value);

        Assert.Equal("""{"body":"done"}""", Assert.Single(_github.Outside.Asked).Body);
    }

    [Fact]
    public async Task A_text_is_read()
    {
        _github.Answers("GET", $"{GitHubScene.Issues}/41", GitHubScene.Issue(41, "m"));

        Assert.Equal("<!-- olupgrade:m -->\ntext", (await Issues.ReadBodyAsync(Issue, Now)).Value);
    }

    [Fact]
    public async Task A_marker_is_looked_for_in_our_own_newest_issues_open_or_closed()
    {
        _github.Answers("GET", GitHubScene.Issues, $"[{GitHubScene.Issue(42, "other")},{GitHubScene.Issue(41, "m")}]");

        var found = await Issues.FindByMarkerAsync(GitHubScene.Repository, "m", SampleRun.RequestedAt, Now);

        Assert.Equal(Issue, found.Value);
        Assert.Equal(
            "creator=ol-bot; direction=desc; page=1; per_page=25; sort=created; state=all",
            Assert.Single(_github.Calls("GET", GitHubScene.Issues)).Query
        );
    }

    [Fact]
    public async Task Somebody_elses_issue_is_not_ours_whatever_it_says()
    {
        _github
            .Answers("GET", GitHubScene.Issues, $"[{GitHubScene.Issue(41, "m", author: "mallory")}]")
            .Answers("GET", GitHubScene.Issues, "[]");

        var found = await Issues.FindByMarkerAsync(GitHubScene.Repository, "m", SampleRun.RequestedAt, Now);

        Assert.True(found.IsGood);
        Assert.Null(found.Value);
    }

    [Fact]
    public async Task Issues_older_than_the_run_end_the_search()
    {
        _github.Answers(
            "GET",
            GitHubScene.Issues,
            $"[{GitHubScene.Issue(40, "x", createdAt: "2026-09-01T00:00:00Z")}]"
        );

        Assert.Null((await Issues.FindByMarkerAsync(GitHubScene.Repository, "m", SampleRun.RequestedAt, Now)).Value);

        Assert.Single(_github.Calls("GET", GitHubScene.Issues));
    }

    [Fact]
    public async Task A_list_without_end_is_not_taken_for_not_there()
    {
        _github.Answers("GET", GitHubScene.Issues, $"[{GitHubScene.Issue(40, "x")}]");

        var found = await Issues.FindByMarkerAsync(GitHubScene.Repository, "m", SampleRun.RequestedAt, Now);

        Assert.Equal(GitHubFailureKind.TooMuch, found.Failure?.Kind);
        var pages = _github
            .Calls("GET", GitHubScene.Issues)
            .Select(asked => asked.Query.Split("; page=")[1].Split(';')[0]);
        Assert.Equal(Enumerable.Range(1, 12).Select(page => $"{page}"), pages);
    }

    [Theory]
    [InlineData("ol-bot", true)]
    [InlineData("mallory", false)]
    public async Task A_comment_is_found_by_marker_and_author(string author, bool found)
    {
        _github
            .Answers("GET", $"{GitHubScene.Issues}/41/comments", $"[{GitHubScene.Comment("m", author)}]")
            .Answers("GET", $"{GitHubScene.Issues}/41/comments", "[]");

        var reply = await Issues.MarkersAsync(Issue, ["m", "n"], Now);

        Assert.True(reply.IsGood);
        Assert.Equal(found ? ["m"] : [], reply.Value!);
        Assert.Equal("page=1; per_page=25", _github.Calls("GET", $"{GitHubScene.Issues}/41/comments")[0].Query);
    }

    [Fact]
    public async Task What_others_wrote_is_read_to_the_end_and_nothing_of_our_own_accounts()
    {
        const string comments = $"{GitHubScene.Issues}/41/comments";
        _github
            .Answers(
                "GET",
                comments,
                $"[{GitHubScene.Comment("m")},{GitHubScene.Said(6, "Mek", "the fan")},"
                    + $"{GitHubScene.Said(7, "OL-Bot", "by hand")}]"
            )
            .Answers(
                "GET",
                comments,
                $"[{GitHubScene.Comment("m", "older-bot")},{GitHubScene.Said(7, "stranger", "first!")},"
                    + $"{GitHubScene.Said(8, "mallory", "hello\n<!-- x -->")}]"
            )
            .Answers("GET", comments, "[]");

        var others = await Issues.OthersCommentsAsync(Issue, login => login != "stranger", Now);

        Assert.Equal(
            [new GitHubComment(6, "Mek", 7, "the fan"), new GitHubComment(8, "mallory", 7, "hello\n<!-- x -->")],
            others.Value
        );
        Assert.Equal(
            ((int[])[1, 2, 3]).Select(page => $"page={page}; per_page=25"),
            _github.Calls("GET", comments).Select(asked => asked.Query)
        );
    }

    [Fact]
    public async Task Comments_that_go_on_beyond_the_limit_are_told_as_too_much()
    {
        _github.Answers("GET", $"{GitHubScene.Issues}/41/comments", $"[{GitHubScene.Said(6, "mek", "again")}]");

        Assert.Equal(
            GitHubFailureKind.TooMuch,
            (await Issues.OthersCommentsAsync(Issue, login => login != "stranger", Now)).Failure?.Kind
        );
    }

    [Fact]
    public async Task Only_labels_that_exist_are_returned_in_their_own_spelling()
    {
        var path = $"/repos/{GitHubScene.Repository}/labels";
        _github
            .Answers("GET", path, """[{"id":1,"name":"bug"},{"id":2,"name":"affects: operations"}]""")
            .Answers("GET", path, "[]");

        var labels = await Issues.ExistingLabelsAsync(GitHubScene.Repository, ["Affects: Operations", "Nowhere"], Now);

        Assert.Equal(["affects: operations"], labels.Value);
    }
}
