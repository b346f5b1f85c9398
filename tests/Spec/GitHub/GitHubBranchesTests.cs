using OlUpgrade.GitHub;
using OlUpgrade.Spec.Wire;

namespace OlUpgrade.Spec.GitHub;

public sealed class GitHubBranchesTests
{
    private const string Branch = "rollback-2026-10-05-1";

    private const string Repo = $"/repos/{GitHubScene.Repository}";

    private static readonly CancellationToken Now = TestContext.Current.CancellationToken;

    private readonly GitHubScene _github = new();

    private GitHubBranches Branches => new(_github.Connection);

    [Fact]
    public async Task A_ref_is_read_as_the_commit_it_stands_for()
    {
        _github.Answers("GET", $"{Repo}/commits/production", $$"""{"sha":"{{SampleRun.Sha}}"}""");

        Assert.Equal(SampleRun.Sha, (await Branches.CommitOfAsync(GitHubScene.Repository, "production", Now)).Value);
    }

    [Fact]
    public async Task A_ref_that_is_not_there_is_a_failure()
    {
        _github.Answers("GET", $"{Repo}/commits/nowhere", """{"message":"No commit found for SHA"}""", 422);

        var failure = (await Branches.CommitOfAsync(GitHubScene.Repository, "nowhere", Now)).Failure;

        Assert.Equal(GitHubFailureKind.Invalid, failure?.Kind);
        Assert.Contains("No commit found", failure?.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_branch_is_found_by_the_path_that_GitHub_documents()
    {
        _github.Answers("GET", $"{Repo}/git/ref/heads/{Branch}", GitHubScene.Reference(Branch, SampleRun.Sha));

        Assert.Equal(SampleRun.Sha, (await Branches.FindAsync(GitHubScene.Repository, Branch, Now)).Value);
    }

    [Fact]
    public async Task A_branch_that_is_not_there_is_not_a_failure()
    {
        _github.Answers("GET", $"{Repo}/git/ref/heads/{Branch}", """{"message":"Not Found"}""", 404);

        var found = await Branches.FindAsync(GitHubScene.Repository, Branch, Now);

        Assert.True(found.IsGood);
        Assert.Null(found.Value);
    }

    [Fact]
    public async Task A_branch_is_created_with_its_full_name()
    {
        _github.Answers("POST", GitHubScene.Refs, GitHubScene.Reference(Branch, SampleRun.Sha), 201);

        Assert.True((await Branches.CreateAsync(GitHubScene.Repository, Branch, SampleRun.Sha, Now)).IsGood);

        Assert.Equal(
            $$"""{"ref":"refs/heads/{{Branch}}","sha":"{{SampleRun.Sha}}"}""",
            Assert.Single(_github.Outside.Asked).Body
        );
    }

    [Fact]
    public async Task A_branch_that_is_there_already_is_refused()
    {
        _github.Answers("POST", GitHubScene.Refs, """{"message":"Reference already exists"}""", 422);

        var failure = (await Branches.CreateAsync(GitHubScene.Repository, Branch, SampleRun.Sha, Now)).Failure;

        Assert.Equal(GitHubFailureKind.Invalid, failure?.Kind);
    }

    [Fact]
    public async Task A_branch_is_deleted_by_the_path_that_GitHub_documents_and_an_empty_answer_is_good()
    {
        _github.Answers("DELETE", $"{GitHubScene.Refs}/heads/{Branch}", "", 204);

        Assert.True((await Branches.DeleteAsync(GitHubScene.Repository, Branch, Now)).IsGood);

        Assert.Equal("", Assert.Single(_github.Outside.Asked).Body);
    }

    [Fact]
    public async Task A_branch_that_is_not_there_cannot_be_deleted()
    {
        _github.Answers(
            "DELETE",
            $"{GitHubScene.Refs}/heads/{Branch}",
            """{"message":"Reference does not exist"}""",
            422
        );

        var failure = (await Branches.DeleteAsync(GitHubScene.Repository, Branch, Now)).Failure;

        Assert.Equal((GitHubFailureKind.Invalid, false), (failure?.Kind, failure?.PerhapsHappened));
    }

    [Fact]
    public async Task A_deletion_that_is_answered_with_anything_else_perhaps_happened()
    {
        _github.Answers("DELETE", $"{GitHubScene.Refs}/heads/{Branch}", "<html>proxy</html>");

        var failure = (await Branches.DeleteAsync(GitHubScene.Repository, Branch, Now)).Failure;

        Assert.Equal((GitHubFailureKind.Unreachable, true), (failure?.Kind, failure?.PerhapsHappened));
    }

    [Fact]
    public async Task A_list_that_is_answered_with_nothing_is_not_an_empty_list()
    {
        _github.Answers("GET", $"{Repo}/git/matching-refs/heads/rollback-", "", 204);

        var failure = (await Branches.NamesStartingWithAsync(GitHubScene.Repository, "rollback-", Now)).Failure;

        Assert.Equal(GitHubFailureKind.Unreachable, failure?.Kind);
    }

    [Fact]
    public async Task Names_are_listed_by_their_beginning_and_once_because_GitHub_has_no_pages_of_them()
    {
        var path = $"{Repo}/git/matching-refs/heads/rollback-2026-10-05-";
        _github.Answers("GET", path, $"[{GitHubScene.Reference(Branch, "a")},{GitHubScene.Reference("other", "b")}]");

        var names = await Branches.NamesStartingWithAsync(GitHubScene.Repository, "rollback-2026-10-05-", Now);

        Assert.Equal([Branch], names.Value);
        Assert.Equal("", Assert.Single(_github.Calls("GET", path)).Query);
    }
}
