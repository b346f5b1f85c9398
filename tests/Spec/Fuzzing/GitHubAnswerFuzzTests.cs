using OlUpgrade.GitHub;
using OlUpgrade.Spec.GitHub;
using OlUpgrade.Spec.Support;
using OlUpgrade.Spec.Wire;

namespace OlUpgrade.Spec.Fuzzing;

/// <summary>What GitHub answers: a value or a failure, never an exception.</summary>
[Collection(FuzzCollection.Name)]
public sealed class GitHubAnswerFuzzTests
{
    private const string Repository = GitHubScene.Repository;

    private static readonly GitHubIssue Known = new(Repository, 41, "https://github.test/41");

    private static readonly Dictionary<string, Func<GitHubConnection, CancellationToken, Task>> Calls = new(
        StringComparer.Ordinal
    )
    {
        ["user"] = async (github, cancel) => Check(await github.LoginAsync(cancel)),
        ["open"] = async (github, cancel) =>
            Check(await new GitHubIssues(github).OpenAsync(Repository, "t", "b", ["l"], cancel)),
        ["find"] = async (github, cancel) =>
            Check(await new GitHubIssues(github).FindByMarkerAsync(Repository, "m", DateTimeOffset.UnixEpoch, cancel)),
        ["body"] = async (github, cancel) => Check(await new GitHubIssues(github).ReadBodyAsync(Known, cancel)),
        ["close"] = async (github, cancel) => Check(await new GitHubIssues(github).CloseAsync(Known, cancel)),
        ["comment"] = async (github, cancel) => Check(await new GitHubIssues(github).CommentAsync(Known, "b", cancel)),
        ["markers"] = async (github, cancel) =>
            Check(await new GitHubIssues(github).MarkersAsync(Known, ["m", "n"], cancel)),
        ["others"] = async (github, cancel) =>
            Check(await new GitHubIssues(github).OthersCommentsAsync(Known, _ => true, cancel)),
        ["labels"] = async (github, cancel) =>
            Check(await new GitHubIssues(github).ExistingLabelsAsync(Repository, ["bug"], cancel)),
        ["commit"] = async (github, cancel) =>
            Check(await new GitHubBranches(github).CommitOfAsync(Repository, "production", cancel)),
        ["branch"] = async (github, cancel) =>
            Check(await new GitHubBranches(github).FindAsync(Repository, "rollback-1", cancel)),
        ["create"] = async (github, cancel) =>
            Check(await new GitHubBranches(github).CreateAsync(Repository, "rollback-1", SampleRun.Sha, cancel)),
        ["names"] = async (github, cancel) =>
            Check(await new GitHubBranches(github).NamesStartingWithAsync(Repository, "rollback-", cancel)),
        ["delete"] = async (github, cancel) =>
            Check(await new GitHubBranches(github).DeleteAsync(Repository, "rollback-1", cancel)),
        ["rights"] = async (github, cancel) => Check(await new GitHubRights(github).InAsync(Repository, cancel)),
    };

    private static readonly string Reference = GitHubScene.Reference("rollback-2026-10-05-1", SampleRun.Sha);

    private static readonly IReadOnlyList<byte[]> Answers = Seeds.Of(
        "user 200\n{\"login\":\"ol-bot\",\"id\":9,\"type\":\"Bot\"}",
        $"open 201\n{GitHubScene.Issue(41, "m")}",
        $"find 200\n[{GitHubScene.Issue(41, "m")},{GitHubScene.Issue(40, "n", "mek")}]",
        $"body 200 \"etag\"\n{GitHubScene.Issue(41, "m")}",
        $"close 200\n{GitHubScene.Issue(41, "m")}",
        $"comment 201\n{GitHubScene.Comment("m")}",
        $"markers 200\n[{GitHubScene.Comment("m")},{GitHubScene.Comment("n", "mek")}]",
        $"others 200\n[{GitHubScene.Said(7, "mek", "It is *slow*.\n<!-- hidden -->")},{GitHubScene.Comment("m")}]",
        "labels 200\n[{\"id\":1,\"name\":\"bug\",\"color\":\"ff0000\",\"default\":false}]",
        $"commit 200\n{{\"sha\":\"{SampleRun.Sha}\",\"commit\":{{\"author\":{{\"date\":\"2026-10-05T09:00:30Z\"}}}}}}",
        $"branch 200\n{Reference}",
        $"create 201\n{Reference}",
        $"names 200\n[{Reference}]",
        "delete 204\n",
        "delete 422\n{\"message\":\"Reference does not exist\",\"errors\":[{\"field\":\"ref\",\"code\":\"missing\"}]}",
        "rights 200\n{\"id\":1,\"permissions\":{\"push\":true,\"admin\":false},\"has_issues\":true,\"archived\":false}",
        "rights 403 60\n{\"message\":\"You have exceeded a secondary rate limit\",\"documentation_url\":\"https://x\"}",
        "body 429 Wed, 21 Oct 2026 07:28:00 GMT\n{\"message\":\"API rate limit exceeded\"}",
        "body 502 text/html; charset=windows-1252\n<html>Bad gateway</html>"
    );

    private static readonly IReadOnlyList<byte[]> Bodies = Seeds.Of(
        $"<!-- olupgrade:db1/7/a/IssueComment code={new string('0', 20)} -->\nIt is *slow*, @mek. #12\n",
        $"text\n{IssueRegion.Wrap("- [x] ol-web1: done\n\n```\noutput\n```")}\nafter",
        "````\ncode\n````\n<!-- unclosed\n![x](https://evil.example/x.png)"
    );

    [Fact]
    [Parser("github-answers")]
    public void Any_answer_of_GitHub_is_a_value_or_a_failure() =>
        Fuzz.Holds(new("github-answers", Answers, Call) { MaxLength = 1024 * 1024, MaxAllocated = 1L << 30 });

    [Fact]
    [Parser("issue-texts")]
    public void Any_text_on_an_issue_is_read_and_written_back_without_a_marker_of_ours() =>
        Fuzz.Holds(new("issue-texts", Bodies, bytes => Read(Seeds.Text(bytes))) { MaxLength = 300 * 1024 });

    private static void Call(byte[] bytes)
    {
        var answer = AnsweredBytes.Read(bytes);
        var call = Calls.GetValueOrDefault(answer.Call) ?? Calls.Values.ElementAt(bytes.Length % Calls.Count);
        var known = answer.Call == "user" ? "/nowhere" : "/user";
        using var service = new FuzzedService(answer, known, """{"login":"ol-bot","id":9}""");
        var options = new GitHubOptions("ghp_secret", new("https://github.test/api/v3")) { PageLimit = 3 };
        var time = new InlineTime { LimitsFrom = TimeSpan.FromSeconds(30) };
        Finished.Of(call(new GitHubConnection(service, options, time), CancellationToken.None));
    }

    private static void Check<T>(GitHubReply<T> reply)
    {
        if (reply.IsGood)
            return;
        Assert.NotEmpty(reply.Failure.Sentence);
        Assert.Empty(NastyText.HarmIn(reply.Failure.Sentence));
        Assert.True(
            reply.Failure.RetryAfter is not { } wait || (wait >= TimeSpan.Zero && wait <= TimeSpan.FromHours(1))
        );
    }

    private static void Read(string body)
    {
        var markers = GitHubMarkers.Of([1, 2, 3], DateTimeOffset.UnixEpoch);
        Assert.False(markers.CarriesAny(body, SampleRun.RequestedAt));
        _ = GitHubMarkers.WithoutCode.CarriesAny(body, SampleRun.RequestedAt);
        Assert.True(markers.Carries($"{body}\n{markers.Comment("db1/7/a")}", "db1/7/a", SampleRun.RequestedAt));
        Assert.Contains(IssueRegion.Wrap("new"), IssueRegion.Replace(body, "new"), StringComparison.Ordinal);
        Assert.InRange(CommentText.Of(body).Length, 0, 4_100);
        Assert.All(GitHubText.Parts(GitHubText.Escape(body)), part => Assert.InRange(part.Length, 0, 65_536));
    }
}
