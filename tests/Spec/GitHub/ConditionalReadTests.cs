using OlUpgrade.GitHub;

namespace OlUpgrade.Spec.GitHub;

/// <summary>
/// What was read once is requested conditionally: GitHub answers that nothing has changed, or with what is there now.
/// </summary>
public sealed class ConditionalReadTests
{
    private const string OneIssue = $"{GitHubScene.Issues}/41";
    private const string First = "W/\"first\"";
    private const string Second = "W/\"second\"";

    private static readonly CancellationToken Now = TestContext.Current.CancellationToken;

    private static readonly GitHubIssue Issue = new(GitHubScene.Repository, 41, "https://github.test/41");

    private readonly GitHubScene _github = new();

    private GitHubIssues Issues => new(_github.Connection);

    [Fact]
    public async Task What_has_not_changed_is_asked_for_on_condition_and_is_what_it_was()
    {
        _github
            .Answers("GET", OneIssue, GitHubScene.Issue(41, "m"), etag: First)
            .Answers("GET", OneIssue, "", 304, etag: First);

        var values = new[] { await ReadAsync(), await ReadAsync(), await ReadAsync() };

        Assert.Equal("<!-- olupgrade:m -->\ntext", Assert.Single(values.Distinct()));
        Assert.Equal([null, First, First], Conditions(OneIssue));
    }

    [Fact]
    public async Task What_has_changed_is_read_anew_and_asked_for_by_its_new_tag()
    {
        _github
            .Answers("GET", OneIssue, GitHubScene.Issue(41, "old"), etag: First)
            .Answers("GET", OneIssue, GitHubScene.Issue(41, "new"), etag: Second)
            .Answers("GET", OneIssue, "", 304, etag: Second);

        string?[] values = [await ReadAsync(), await ReadAsync(), await ReadAsync()];

        Assert.Equal(
            ["<!-- olupgrade:old -->\ntext", "<!-- olupgrade:new -->\ntext", "<!-- olupgrade:new -->\ntext"],
            values
        );
        Assert.Equal([null, First, Second], Conditions(OneIssue));
    }

    [Fact]
    public async Task Whether_a_comment_is_there_is_asked_of_GitHub_each_time_page_by_page()
    {
        const string comments = $"{OneIssue}/comments";
        _github
            .Answers("GET", comments, "[]", etag: First)
            .Answers("GET", comments, $"[{GitHubScene.Comment("m")}]", etag: Second);

        Assert.Empty((await Issues.MarkersAsync(Issue, ["m"], Now)).Value!);
        Assert.Equal(["m"], (await Issues.MarkersAsync(Issue, ["m"], Now)).Value!);

        Assert.Equal([null, First], Conditions(comments));
    }

    [Fact]
    public async Task Each_page_of_a_list_has_its_own_condition()
    {
        const string comments = $"{OneIssue}/comments";
        _github
            .Answers("GET", comments, $"[{GitHubScene.Comment("m")}]", etag: First)
            .Answers("GET", comments, "[]", etag: Second)
            .Answers("GET", comments, "", 304, etag: First)
            .Answers("GET", comments, "", 304, etag: Second);

        Assert.Empty((await Issues.MarkersAsync(Issue, ["other"], Now)).Value!);
        Assert.Equal(["m"], (await Issues.MarkersAsync(Issue, ["m"], Now)).Value!);
        Assert.Empty((await Issues.MarkersAsync(Issue, ["other"], Now)).Value!);

        Assert.Equal([null, null, First, First, Second], Conditions(comments));
    }

    [Fact]
    public async Task An_error_between_leaves_what_is_known_and_is_told_as_an_error()
    {
        _github
            .Answers("GET", OneIssue, GitHubScene.Issue(41, "m"), etag: First)
            .Answers("GET", OneIssue, """{"message":"Not Found"}""", 404, etag: Second)
            .Answers("GET", OneIssue, "", 304, etag: First);

        Assert.NotNull(await ReadAsync());
        Assert.Equal(GitHubFailureKind.NotFound, (await Issues.ReadBodyAsync(Issue, Now)).Failure!.Kind);
        Assert.Equal("<!-- olupgrade:m -->\ntext", await ReadAsync());

        Assert.Equal([null, First, First], Conditions(OneIssue));
    }

    [Fact]
    public async Task An_answer_without_a_tag_is_not_kept_and_one_that_is_no_tag_breaks_nothing()
    {
        _github
            .Answers("GET", OneIssue, GitHubScene.Issue(41, "m"))
            .Answers("GET", OneIssue, GitHubScene.Issue(41, "m"), etag: "no tag");

        for (var asked = 0; asked < 3; asked++)
            Assert.NotNull(await ReadAsync());

        Assert.Equal([null, null, null], Conditions(OneIssue));
    }

    [Fact]
    public async Task An_answer_that_is_too_long_to_keep_is_read_whole_each_time()
    {
        var whole = GitHubScene.Issue(41, new string('m', 1_100_000));
        _github.Answers("GET", OneIssue, whole, etag: First);

        Assert.Equal(await ReadAsync(), await ReadAsync());

        Assert.Equal([null, null], Conditions(OneIssue));
    }

    [Fact]
    public async Task The_oldest_answers_make_room()
    {
        for (var number = 1; number <= 501; number++)
        {
            _github.Answers("GET", $"{GitHubScene.Issues}/{number}", GitHubScene.Issue(number, "m"), etag: First);
            Assert.True((await Issues.ReadBodyAsync(Issue with { Number = number }, Now)).IsGood);
        }

        foreach (var number in (int[])[501, 2, 1])
            Assert.True((await Issues.ReadBodyAsync(Issue with { Number = number }, Now)).IsGood);

        Assert.Equal([null, First], Conditions($"{GitHubScene.Issues}/501"));
        Assert.Equal([null, First], Conditions($"{GitHubScene.Issues}/2"));
        Assert.Equal([null, null], Conditions($"{GitHubScene.Issues}/1"));
    }

    [Fact]
    public async Task Not_changed_is_no_answer_to_whoever_did_not_ask_that()
    {
        _github.Answers("GET", $"{OneIssue}/comments", "", 304);

        var reply = await Issues.MarkersAsync(Issue, ["m"], Now);

        Assert.Equal(GitHubFailureKind.Unreachable, reply.Failure!.Kind);
        Assert.Equal(3, Conditions($"{OneIssue}/comments").Count);
    }

    [Fact]
    public async Task A_write_asks_on_no_condition()
    {
        _github
            .Answers("GET", OneIssue, GitHubScene.Issue(41, "m"), etag: First)
            .Answers("PATCH", OneIssue, GitHubScene.Issue(41, "m"), etag: Second)
            .Answers("GET", OneIssue, "", 304);

        Assert.NotNull(await ReadAsync());
        Assert.True((await Issues.UpdateBodyAsync(Issue, "new", Now)).IsGood);
        Assert.NotNull(await ReadAsync());

        Assert.DoesNotContain("If-None-Match", _github.Calls("PATCH", OneIssue).Single().Headers.Keys);
        Assert.Equal([null, First], Conditions(OneIssue));
    }

    private async Task<string?> ReadAsync() => (await Issues.ReadBodyAsync(Issue, Now)).Value;

    private IReadOnlyList<string?> Conditions(string path) =>
        [.. _github.Calls("GET", path).Select(asked => asked.Headers.GetValueOrDefault("If-None-Match"))];
}
