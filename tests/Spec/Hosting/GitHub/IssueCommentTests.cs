using System.Globalization;
using System.Net.Http.Headers;
using OlUpgrade.GitHub;
using OlUpgrade.Hosting.GitHub;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.GitHub;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Hosting.GitHub;

/// <summary>Comments on the tracking issue, with the real service and the emulated GitHub.</summary>
public sealed class IssueCommentTests
{
    private const string Later = "Warning Comments on tracking issues cannot be read now; retrying: ";
    private const string Again = "Comments on tracking issues can be read again";

    [Fact]
    public async Task What_staff_write_stands_in_journal_thread_and_report_and_once_on_the_issue()
    {
        await using var scene = await Asking();
        Comment(scene, "MekarPeles", "the fan of ol-a\r\nis loud <!-- psst --><!channel>");
        await scene.Happened("the fan of ol-a");
        Comment(scene, "jimchamp", "it was loud last week");
        await scene.Happened("it was loud last week");
        await scene.Eyes.Said("Note by mek on the issue: the fan of ol-a\nis loud &lt;!channel&gt;");
        await scene.Eyes.Said("Note by viv on the issue: it was loud last week");
        scene.React(ServiceScene.Drini, await scene.Eyes.Question());
        await scene.Ended(RunStatus.Succeeded);
        await scene.NotesSentAsync();

        Assert.Equal(2, (await Notes(scene)).Count);
        Assert.All(await Notes(scene), note => Assert.Contains("\"via\":\"github\"", note, StringComparison.Ordinal));
        Assert.DoesNotContain(await scene.Events(), one => one.Contains("psst", StringComparison.Ordinal));
        // Apart from the report, which contains all notes.
        Assert.Single(Comments(scene), text =>
            text.Contains("the fan of ol-a", StringComparison.Ordinal)
            && !text.StartsWith("# Run 1", StringComparison.Ordinal)
        );
        Assert.Equal(1, scene.Eyes.Count("the fan of ol-a"));
        var (_, report) = await scene.Call(HttpMethod.Get, "api/runs/1/report", scene.TokenOf("jim"));
        Assert.Contains("mek (github): the fan of ol-a", (string?)report!["markdown"], StringComparison.Ordinal);
        Assert.DoesNotContain(Later, scene.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Strangers_and_our_own_accounts_are_left_alone()
    {
        await using var scene = await Asking();
        Comment(scene, "visitor", "abort 1");
        Comment(scene, "openlibrary-bot", "written by hand under the service's account");
        Comment(scene, "cdrini", "Run 1 is at work.\n\n<!-- olupgrade:other/1/7/IssueComment -->");
        Comment(scene, "cdrini", "<!-- nothing to see -->");
        Comment(scene, "cdrini", "the last one");
        await scene.Happened("the last one");
        Assert.Contains("the last one", Assert.Single(await Notes(scene)), StringComparison.Ordinal);
        Assert.Equal(RunStatus.AwaitingApproval, (await scene.Run()).Status);
        Assert.Equal(0, scene.Eyes.Count("abort 1"));
    }

    [Fact]
    public async Task What_was_heard_is_not_heard_again_neither_at_the_next_look_nor_by_the_next_service()
    {
        await using var scene = await Asking();
        Comment(scene, "mekarpeles", "one");
        await scene.Happened("\"text\":\"one\"");
        Comment(scene, "cdrini", "two");
        await scene.Happened("\"text\":\"two\"");
        await scene.NotesSentAsync();
        await scene.StopServiceAsync();
        Comment(scene, "mekarpeles", "three, while nobody listened");
        await scene.StartServiceAsync();
        await scene.Happened("three, while nobody listened");
        Comment(scene, "mekarpeles", "one");
        await Eventually.True("the same words from a second comment", async () => (await Notes(scene)).Count == 4);
        await scene.NotesSentAsync();
        Assert.Equal(2, scene.Eyes.Count("Note by mek on the issue: one"));
        Assert.Equal(1, scene.Eyes.Count("Note by cdrini on the issue: two"));
        Assert.Equal(1, scene.Eyes.Count("three, while nobody listened"));
    }

    [Fact]
    public async Task The_issue_of_an_ended_run_is_still_read_and_the_end_stays_the_end()
    {
        await using var scene = await Asking();
        scene.React(ServiceScene.Drini, await scene.Eyes.Question());
        await scene.Ended(RunStatus.Succeeded);
        await scene.NotesSentAsync();
        Assert.Equal("closed", (string?)scene.Issues.Single()!["state"]);
        Comment(scene, "cdrini", "covers are slow since then");
        await scene.Eyes.Said("Note by cdrini on the issue: covers are slow since then");
        await scene.NotesSentAsync();
        Assert.Single(await Notes(scene));
        Assert.Equal(RunStatus.Succeeded, (await scene.Run()).Status);
        Assert.Equal("closed", (string?)scene.Issues.Single()!["state"]);
    }

    [Fact]
    public async Task While_GitHub_is_away_the_run_goes_on_it_is_told_once_and_heard_afterwards()
    {
        await using var scene = await Asking();
        await scene.NotesSentAsync();
        scene.Servers.GitHub.Outages.DownUntil(DateTimeOffset.MaxValue);
        Comment(scene, "mekarpeles", "written meanwhile");
        await Eventually.True("a word in the log", () => Times(scene, Later) == 1);
        scene.React(ServiceScene.Drini, await scene.Eyes.Question());
        await scene.Ended(RunStatus.Succeeded);
        Assert.Empty(await Notes(scene));
        scene.Servers.GitHub.Outages.Clear();
        await scene.Eyes.Said("Note by mek on the issue: written meanwhile");
        await scene.NotesSentAsync();
        Assert.Equal((1, 1), (Times(scene, Later), Times(scene, Again)));
        Assert.Single(await Notes(scene));
    }

    [Fact]
    public async Task An_issue_that_is_gone_is_told_once_and_holds_up_no_other()
    {
        await using var scene = await WithOneUnreadable(410);
        const string gone =
            "Warning Run 2: the comments on its issue cannot be read: GitHub was asked to list the comments";
        await Eventually.True("a word in the log", () => Times(scene, gone) == 1);
        await OnTheFirst(scene, "one", "two");
        Assert.Equal((1, 0), (Times(scene, gone), Times(scene, Later)));
    }

    [Fact]
    public async Task An_issue_that_alone_cannot_be_read_holds_up_no_other()
    {
        await using var scene = await WithOneUnreadable(500);
        await OnTheFirst(scene, "one");
        Assert.Empty((await scene.Run(2)).Noted);
    }

    [Fact]
    public async Task To_look_again_and_again_costs_nothing_of_the_hours_limit()
    {
        await using var scene = await Asking();
        await scene.NotesSentAsync();
        Comment(scene, "mekarpeles", "one");
        await scene.Eyes.Said("Note by mek on the issue: one");
        await scene.NotesSentAsync();
        var before = await Asked(scene);
        var own = 0;
        var after = await Eventually.Found(
            "twenty looks more",
            async () =>
            {
                own++;
                var now = await Asked(scene);
                return now.Answered - own > before.Answered + 20 ? now : null;
            },
            seen: null
        );
        // A round may have been in progress when the note reached the thread, and have read the new comment's page
        // again.
        Assert.InRange(after.Used - before.Used, own, own + 2);
    }

    [Theory]
    [InlineData(null, 60)]
    [InlineData(20, 60)]
    [InlineData(300, 300)]
    public void As_long_as_GitHub_asks_for_it_is_left_alone(int? asked, int waited)
    {
        var every = TimeSpan.FromMinutes(1);
        var limited = new GitHubFailure(
            GitHubFailureKind.RateLimited,
            "",
            asked is { } known ? TimeSpan.FromSeconds(known) : null
        );
        Assert.Equal(TimeSpan.FromSeconds(waited), IssueListener.PauseAfter(limited, every));
        Assert.Equal(every, IssueListener.PauseAfter(null, every));
    }

    /// <summary>An aborted run, and a waiting one whose issue's comments cannot be listed.</summary>
    private static async Task<ServiceScene> WithOneUnreadable(int status)
    {
        var scene = await Asking();
        scene.Type("/upgrade abort 1 try again");
        await scene.Ended(RunStatus.Aborted);
        scene.Type("/upgrade start small");
        await Eventually.True("a second run that waits", async () =>
            (await scene.Run(2)).Status == RunStatus.AwaitingApproval
        );
        scene.Servers.GitHub.Outages.FailNext(
            $"issues/{(int)scene.Issues[^1]!["number"]!}/comments",
            status,
            times: 10_000
        );
        return scene;
    }

    private static async Task OnTheFirst(ServiceScene scene, params string[] words)
    {
        foreach (var word in words)
        {
            Comment(scene, "mekarpeles", word);
            await scene.Happened($"\"text\":\"{word}\"");
        }
    }

    /// <summary>A run that asks for approval, in a service that reads its issue all the time.</summary>
    private static async Task<ServiceScene> Asking()
    {
        var scene = await ServiceScene.StartAsync(readsIssues: true);
        scene.Type("/upgrade start small");
        await scene.Eyes.Question();
        await Eventually.True("a run that waits", async () => (await scene.Run()).Status == RunStatus.AwaitingApproval);
        return scene;
    }

    private static int Number(ServiceScene scene) => (int)scene.Issues[0]!["number"]!;

    private static void Comment(ServiceScene scene, string login, string text) =>
        Assert.Null(scene.Servers.GitHub.Comment(login, Number(scene), text));

    private static IReadOnlyList<string> Comments(ServiceScene scene) =>
        [
            .. scene
                .Servers.GitHub.Comments("internetarchive", "openlibrary", Number(scene))
                .Select(one => (string)one!["body"]!),
        ];

    private static async Task<IReadOnlyList<string>> Notes(ServiceScene scene) =>
        [.. (await scene.Events()).Where(one => one.StartsWith("note-added", StringComparison.Ordinal))];

    private static int Times(ServiceScene scene, string line) =>
        scene.Log.Text.Split('\n').Count(one => one.Contains(line, StringComparison.Ordinal));

    /// <summary>How many requests GitHub has answered, and how many of them counted against the limit.</summary>
    private static async Task<Count> Asked(ServiceScene scene)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.UserAgent.ParseAdd("spec");
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", GitHubSite.Token);
        using var reply = await http.GetAsync(
            new Uri(scene.Servers.GitHubApi, "user"),
            TestContext.Current.CancellationToken
        );
        var name = reply.Headers.GetValues("x-github-request-id").Single();
        return new(
            int.Parse(name.Split(':')[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture),
            int.Parse(reply.Headers.GetValues("x-ratelimit-used").Single(), CultureInfo.InvariantCulture)
        );
    }

    private sealed record Count(int Answered, int Used);
}
