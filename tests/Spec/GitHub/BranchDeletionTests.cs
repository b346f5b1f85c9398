using Microsoft.Extensions.Logging;
using OlUpgrade.Execution;
using OlUpgrade.GitHub;
using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Hosting;
using OlUpgrade.Spec.Wire;
using OlUpgrade.Wording;

namespace OlUpgrade.Spec.GitHub;

/// <summary>
/// The rollback branch is deleted only where it still is what the run created, even when answers get lost.
/// </summary>
public sealed class BranchDeletionTests : IDisposable
{
    private const string Name = "rollback-2026-10-05-1";
    private const string Other = "internetarchive/olsystem";
    private const string Comments = $"{GitHubScene.Issues}/41/comments";
    private const string NotFound = """{"message":"Not Found"}""";
    private const string Alike = $"/repos/{GitHubScene.Repository}/git/matching-refs/heads/{Name}";
    private const string Theirs = "ffff567890abcdef1234567890abcdef12345678";

    private static readonly CancellationToken Now = TestContext.Current.CancellationToken;
    private static readonly Note Note = new(new RunId(7), 90, NoteTarget.BranchDeletion, "");

    private static readonly Run Ended = SampleRun.Halfway with
    {
        Ending = RunStatus.Succeeded,
        Steps = SampleRun.Halfway.Steps.Remove(new("web", "ol-web1", "upgrade packages")),
    };

    private readonly GitHubScene _github = new();
    private readonly LogKeeper _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task At_our_commit_it_is_deleted()
    {
        Is(SampleRun.Sha);
        Deletes();
        Assert.True((await DeliverAsync()).Arrived);
        Assert.Equal("", Assert.Single(_github.Calls("DELETE", Branch())).Body);
        Assert.Empty(_github.Calls("POST", Comments));
    }

    [Fact]
    public async Task One_that_is_gone_already_is_done()
    {
        IsGone();
        Assert.True((await DeliverAsync()).Arrived);
        Assert.Empty(_github.Calls("DELETE", Branch()));
    }

    [Theory]
    [InlineData(422, "Reference does not exist")]
    [InlineData(404, "Not Found")]
    public async Task One_that_goes_in_between_is_done(int status, string message)
    {
        Is(SampleRun.Sha);
        _github.Answers("DELETE", Branch(), $$"""{"message":"{{message}}"}""", status);
        IsGone();
        Assert.True((await DeliverAsync()).Arrived);
    }

    [Fact]
    public async Task At_another_commit_it_is_left_and_the_issue_says_so_once()
    {
        Is(Theirs);
        _github.Answers("GET", Comments, "[]").Answers("POST", Comments, GitHubScene.Comment("m"), 201);
        Assert.True((await DeliverAsync()).Arrived);
        Assert.Empty(_github.Calls("DELETE", Branch()));
        var comment = Assert.Single(_github.Calls("POST", Comments)).Body;
        Assert.Contains(Name, comment, StringComparison.Ordinal);
        var why = $"not deleted: it is at {Theirs}, but the run created it at {SampleRun.Sha}, ";
        Assert.Contains(why, comment, StringComparison.Ordinal);
        Assert.Contains(MovedMarker, comment, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_issue_says_already_is_not_said_again()
    {
        Is(Theirs);
        _github.Answers("GET", Comments, $"[{GitHubScene.Comment(MovedMarker)}]").Answers("GET", Comments, "[]");
        Assert.True((await DeliverAsync(perhapsSent: true)).Arrived);
        Assert.Empty(_github.Calls("POST", Comments));
        Assert.Empty(_github.Calls("DELETE", Branch()));
    }

    [Fact]
    public async Task Without_an_issue_the_log_says_it()
    {
        Is(Theirs);
        var skipped = Ended with { Steps = Ended.Steps.Remove(BuiltInSteps.Issue) };
        Assert.True((await DeliverAsync(skipped)).Arrived);
        Assert.Contains("was not deleted", _log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_answer_is_found_by_reading_again()
    {
        Is(SampleRun.Sha);
        _github.LosesAnswer("DELETE", Branch());
        IsGone();
        Assert.True((await DeliverAsync()).Arrived);
        Assert.Single(_github.Calls("DELETE", Branch()));
    }

    [Fact]
    public async Task A_lost_request_is_sent_again_by_the_next_try()
    {
        Is(SampleRun.Sha);
        _github.LosesAnswer("DELETE", Branch());
        Is(SampleRun.Sha);
        Assert.False((await DeliverAsync()).Arrived);
        Assert.Single(_github.Calls("DELETE", Branch()));
        Deletes();
        Assert.False((await DeliverAsync(perhapsSent: true)).Arrived);
        Assert.True((await DeliverAsync(perhapsSent: true)).Arrived);
    }

    [Fact]
    public async Task What_may_not_be_deleted_waits_and_says_why()
    {
        Is(SampleRun.Sha);
        _github.Answers("DELETE", Branch(), """{"message":"Resource not accessible by personal access token"}""", 403);
        var delivery = await DeliverAsync();
        Assert.Equal((false, TimeSpan.FromMinutes(5)), (delivery.Arrived, delivery.RetryAfter));
        Assert.Contains($"delete the branch {Name}", delivery.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_repository_that_does_not_answer_keeps_the_others_not_back()
    {
        _github.LosesAnswer("GET", Ref(Other));
        Is(SampleRun.Sha);
        Deletes();
        Assert.False((await DeliverAsync(InTwo)).Arrived);
        Assert.Single(_github.Calls("DELETE", Branch()));
        Assert.Empty(_github.Calls("DELETE", Branch(Other)));
    }

    [Fact]
    public async Task A_repository_that_the_token_may_not_see_is_not_taken_for_a_branch_that_is_gone()
    {
        _github.Answers("GET", Ref(), NotFound, 404).Answers("GET", Alike, NotFound, 404);
        Assert.False((await DeliverAsync()).Arrived);
    }

    [Fact]
    public async Task While_the_run_goes_back_its_branch_stays()
    {
        Is(SampleRun.Sha);
        Deletes();
        Assert.False((await DeliverAsync(SampleRun.GoingBack())).Arrived);
        Assert.Empty(_github.Outside.Asked);
    }

    [Fact]
    public void It_takes_its_own_notes_alone() =>
        Assert.All(Enum.GetValues<NoteTarget>(), target =>
            Assert.Equal(target == NoteTarget.BranchDeletion, Channel().Takes(target))
        );

    private static string MovedMarker => $"db1/7/90/BranchDeletion/{GitHubScene.Repository}";

    private static Run InTwo =>
        (
            Ended with
            {
                Plan = SampleRun.Plan with { RollbackBranch = new([Other, GitHubScene.Repository], "production") },
            }
        ).Done(
            BuiltInSteps.Branch,
            3,
            ("branch", Name),
            (Other, SampleRun.Sha),
            (GitHubScene.Repository, SampleRun.Sha)
        );

    private static string Branch(string repository = GitHubScene.Repository) =>
        $"/repos/{repository}/git/refs/heads/{Name}";

    private static string Ref(string repository = GitHubScene.Repository) =>
        $"/repos/{repository}/git/ref/heads/{Name}";

    private void Is(string sha) => _github.Answers("GET", Ref(), GitHubScene.Reference(Name, sha));

    private void IsGone() => _github.Answers("GET", Ref(), NotFound, 404).Answers("GET", Alike, "[]");

    private void Deletes() => _github.Answers("DELETE", Branch(), "", 204);

    private async Task<Delivery> DeliverAsync(Run? run = null, bool perhapsSent = false) =>
        await Channel().DeliverAsync(run ?? Ended, [Note], perhapsSent, Now);

    private BranchDeletion Channel()
    {
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(_log));
        var logger = loggers.CreateLogger<BranchDeletion>();
        return new(new GitHubBranches(_github.Connection), new GitHubIssues(_github.Connection), "db1", logger);
    }
}
