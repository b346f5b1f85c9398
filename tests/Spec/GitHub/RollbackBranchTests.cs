using OlUpgrade.Execution;
using OlUpgrade.GitHub;
using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Wire;

namespace OlUpgrade.Spec.GitHub;

/// <summary>The commits to go back to, and the branch that keeps them, in two repositories.</summary>
public sealed class RollbackBranchTests
{
    private const string Other = "internetarchive/olsystem";
    private const string OtherSha = "abcdef1234567890abcdef1234567890abcdef12";
    private const string First = "rollback-2026-10-05-1";

    private static readonly string[] Repositories = [GitHubScene.Repository, Other];

    private static readonly CancellationToken Now = TestContext.Current.CancellationToken;

    private static readonly Plan Plan = SampleRun.Plan with { RollbackBranch = new([.. Repositories], "production") };

    private static readonly Run Run = (SampleRun.New with { Plan = Plan }).Done(
        BuiltInSteps.Commits,
        1,
        (GitHubScene.Repository, SampleRun.Sha),
        (Other, OtherSha)
    );

    private readonly GitHubScene _github = new();

    [Fact]
    public async Task The_commits_of_all_repositories_are_read()
    {
        _github
            .Answers("GET", Commit(GitHubScene.Repository), $$"""{"sha":"{{SampleRun.Sha}}"}""")
            .Answers("GET", Commit(Other), $$"""{"sha":"{{OtherSha}}"}""");

        var outcome = await ReadAsync();

        Assert.Equal([$"{Other}={OtherSha}", $"{GitHubScene.Repository}={SampleRun.Sha}"], Evidence(outcome));
    }

    [Fact]
    public async Task A_ref_that_is_missing_fails_the_reading()
    {
        _github.Answers("GET", Commit(GitHubScene.Repository), """{"message":"Not Found"}""", 404);

        var outcome = await ReadAsync();

        Assert.Equal(FailureKind.Refused, Assert.IsType<Outcome.Failed>(outcome).Failure.Kind);
    }

    [Fact]
    public async Task The_name_is_the_lowest_number_free_in_all_repositories()
    {
        Lists(GitHubScene.Repository, First, "rollback-2026-10-05-4").Lists(Other, "rollback-2026-10-05-2");

        Assert.Equal(["branch=rollback-2026-10-05-3"], Evidence(await Activity().PrepareAsync(Step(), Now)));

        Assert.DoesNotContain(_github.Outside.Asked, asked => asked.Method != "GET");
    }

    [Fact]
    public async Task A_later_attempt_keeps_the_name_that_it_began_with()
    {
        Has(GitHubScene.Repository, SampleRun.Sha).HasNot(Other);

        Assert.Equal([$"branch={First}"], Evidence(await Activity().PrepareAsync(Second(), Now)));
    }

    [Fact]
    public async Task A_later_attempt_leaves_a_name_that_is_somebody_elses()
    {
        HasNot(Other).Has(GitHubScene.Repository, OtherSha);
        Lists(GitHubScene.Repository, First).Lists(Other);

        Assert.Equal(["branch=rollback-2026-10-05-2"], Evidence(await Activity().PrepareAsync(Second(), Now)));
    }

    [Fact]
    public async Task No_name_is_chosen_while_a_repository_does_not_answer()
    {
        _github.LosesAnswer("GET", Matching(Other));

        Assert.True(Assert.IsType<Outcome.Failed>(await Activity().PrepareAsync(Step(), Now)).Failure.Retryable);
    }

    [Fact]
    public async Task Without_the_commits_nothing_is_made()
    {
        var bare = SampleRun.Step(SampleRun.New with { Plan = Plan }, BuiltInSteps.Branch, before: Named());

        Assert.IsType<Outcome.Failed>(await Activity().PrepareAsync(bare, Now));
        Assert.IsType<Outcome.Failed>(await Activity().PerformAsync(bare, Now));

        Assert.Empty(_github.Outside.Asked);
    }

    [Fact]
    public async Task The_branch_is_made_in_each_repository_at_its_planned_commit()
    {
        Makes(GitHubScene.Repository, SampleRun.Sha);
        Makes(Other, OtherSha);

        var performing = Activity().PerformAsync(Step(), Now);

        Assert.True(performing.IsCompletedSuccessfully);
        Assert.Equal(
            [$"branch={First}", $"{Other}={OtherSha}", $"{GitHubScene.Repository}={SampleRun.Sha}"],
            Evidence(await performing)
        );
        Assert.Equal(
            [
                $$"""{"ref":"refs/heads/{{First}}","sha":"{{OtherSha}}"}""",
                $$"""{"ref":"refs/heads/{{First}}","sha":"{{SampleRun.Sha}}"}""",
            ],
            _github.Outside.Asked.Select(asked => asked.Body)
        );
    }

    [Fact]
    public async Task A_branch_that_is_there_at_our_commit_is_ours()
    {
        Makes(Other, OtherSha);
        _github.Answers("POST", Refs(GitHubScene.Repository), """{"message":"Reference already exists"}""", 422);
        Has(GitHubScene.Repository, SampleRun.Sha);

        Assert.IsType<Outcome.Succeeded>(await Activity().PerformAsync(Step(), Now));
    }

    [Fact]
    public async Task A_branch_at_another_commit_is_refused_and_both_commits_are_named()
    {
        Makes(Other, OtherSha);
        _github.Answers("POST", Refs(GitHubScene.Repository), """{"message":"Reference already exists"}""", 422);
        Has(GitHubScene.Repository, OtherSha);

        var failed = Assert.IsType<Outcome.Failed>(await Activity().PerformAsync(Step(), Now));

        Assert.Equal(FailureKind.Refused, failed.Failure.Kind);
        Assert.Contains(OtherSha, failed.Failure.Sentence, StringComparison.Ordinal);
        Assert.Contains(SampleRun.Sha, failed.Failure.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_answer_is_looked_up()
    {
        Makes(Other, OtherSha);
        _github.LosesAnswer("POST", Refs(GitHubScene.Repository));
        Has(GitHubScene.Repository, SampleRun.Sha);

        Assert.IsType<Outcome.Succeeded>(await Activity().PerformAsync(Step(), Now));

        Assert.Single(_github.Calls("POST", Refs(GitHubScene.Repository)));
    }

    [Fact]
    public async Task A_lost_answer_that_cannot_be_looked_up_is_unknown()
    {
        Makes(Other, OtherSha);
        _github.LosesAnswer("POST", Refs(GitHubScene.Repository)).LosesAnswer("GET", Ref(GitHubScene.Repository));

        Assert.IsType<Outcome.Unknown>(await Activity().PerformAsync(Step(), Now));
    }

    [Fact]
    public async Task A_probe_finds_the_branch_in_all_repositories()
    {
        Has(GitHubScene.Repository, SampleRun.Sha).Has(Other, OtherSha);

        var answer = Assert.IsType<ProbeAnswer.Happened>(await Activity().ProbeAsync(Step(), Now));

        Assert.Contains($"branch={First}", Evidence(answer.Outcome));
    }

    [Fact]
    public async Task A_branch_in_only_one_repository_did_not_happen()
    {
        Has(GitHubScene.Repository, SampleRun.Sha).HasNot(Other);

        Assert.IsType<ProbeAnswer.DidNotHappen>(await Activity().ProbeAsync(Step(), Now));
    }

    [Fact]
    public async Task A_probe_that_gets_no_answer_is_asked_again_later()
    {
        _github.LosesAnswer("GET", Ref(Other));

        Assert.IsType<ProbeAnswer.CannotAsk>(await Activity().ProbeAsync(Step(), Now));
    }

    private Task<Outcome> ReadAsync() =>
        new ReadCommits(new(_github.Connection)).PerformAsync(SampleRun.Step(Run, BuiltInSteps.Commits), Now);

    private CreateRollbackBranch Activity() => new(new GitHubBranches(_github.Connection));

    private static StepContext Step() => SampleRun.Step(Run, BuiltInSteps.Branch, before: Named());

    private static StepContext Second()
    {
        var failed = StepProgress.Untouched(BuiltInSteps.Branch) with { Attempt = 2, Before = Named() };
        var run = Run with { Steps = Run.Steps.SetItem(BuiltInSteps.Branch, failed) };
        return SampleRun.Step(run, BuiltInSteps.Branch, attempt: 2);
    }

    private static Facts Named() => Facts.Empty.Add("branch", First);

    private static string Commit(string repository) => $"/repos/{repository}/commits/production";

    private static string Refs(string repository) => $"/repos/{repository}/git/refs";

    private static string Ref(string repository) => $"/repos/{repository}/git/ref/heads/{First}";

    private static string Matching(string repository) =>
        $"/repos/{repository}/git/matching-refs/heads/rollback-2026-10-05-";

    private void Makes(string repository, string sha) =>
        _github.Answers("POST", Refs(repository), GitHubScene.Reference(First, sha), 201);

    private RollbackBranchTests Has(string repository, string sha)
    {
        _github.Answers("GET", Ref(repository), GitHubScene.Reference(First, sha));
        return this;
    }

    private RollbackBranchTests HasNot(string repository)
    {
        _github.Answers("GET", Ref(repository), """{"message":"Not Found"}""", 404);
        return this;
    }

    private RollbackBranchTests Lists(string repository, params string[] branches)
    {
        var references = string.Join(',', branches.Select(branch => GitHubScene.Reference(branch, "a")));
        _github.Answers("GET", Matching(repository), $"[{references}]");
        return this;
    }

    private static IEnumerable<string> Evidence(Outcome outcome) =>
        Assert.IsType<Outcome.Succeeded>(outcome).Evidence.Select(fact => $"{fact.Key}={fact.Value}");
}
