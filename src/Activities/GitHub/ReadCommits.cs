using OlUpgrade.Execution;
using OlUpgrade.Runs;

namespace OlUpgrade.GitHub;

/// <summary>
/// Looks up the commits that the rollback branches will point at. Evidence: one fact per repository,
/// <c>owner/name</c> → commit.
/// </summary>
public sealed class ReadCommits(GitHubBranches branches) : IActivity
{
    public string Name => "read-commits";

    public async Task<Outcome> PerformAsync(StepContext step, CancellationToken cancellation)
    {
        if (step.Plan.RollbackBranch is not { } rule)
            return Outcome.Done();
        var commits = Facts.Empty;
        foreach (var repository in rule.Repositories)
        {
            var commit = await branches.CommitOfAsync(repository, rule.From, cancellation);
            if (!commit.IsGood)
                return GitHubDoubt.Failed(commit.Failure);
            commits = commits.SetItem(repository, commit.Value!);
        }

        return new Outcome.Succeeded(commits);
    }

    /// <summary>Reading leaves nothing behind: it is simply done again.</summary>
    public Task<ProbeAnswer> ProbeAsync(StepContext step, CancellationToken cancellation) =>
        Task.FromResult<ProbeAnswer>(new ProbeAnswer.DidNotHappen("The commits were not noted."));
}
