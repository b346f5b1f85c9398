using OlUpgrade.Execution;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Rollbacks;

namespace OlUpgrade.GitHub;

/// <summary>
/// Looks up the commits that the rollback branches will point to: the commit that the hosts run if they report one that
/// the repository has, else the runbook's ref. Evidence: one fact per repository, <c>owner/name</c> → commit, and one
/// with the commit of each host that reports one.
/// </summary>
public sealed class ReadCommits(GitHubBranches branches) : IActivity
{
    /// <summary>
    /// How many different commits are looked up in a repository. Hosts that run other commits count as not reporting.
    /// </summary>
    private const int MaxCommits = 20;

    public string Name => "read-commits";

    public async Task<Outcome> PerformAsync(StepContext step, CancellationToken cancellation)
    {
        if (step.Plan.RollbackBranch is not { } rule)
            return Outcome.Done();
        var evidence = Facts.Empty;
        foreach (var repository in rule.Repositories)
        {
            var known = await KnownAsync(repository, step.Run, cancellation);
            if (!known.IsGood)
                return GitHubFaults.Failed(known.Failure);
            var running = OnHosts(step.Run, known.Value!);
            if (running.Count > 0)
                evidence = evidence.SetItem(RunningCommits.FactOf(repository), RunningCommits.Noted(running));
            if (RunningCommits.OfMost(running) is { } most)
            {
                evidence = evidence.SetItem(repository, most);
                continue;
            }

            var commit = await branches.CommitOfAsync(repository, rule.From, cancellation);
            if (!commit.IsGood)
                return GitHubFaults.Failed(commit.Failure);
            evidence = evidence.SetItem(repository, commit.Value!);
        }

        return new Outcome.Succeeded(evidence);
    }

    /// <summary>Reading changes nothing, so it is simply repeated.</summary>
    public Task<ProbeAnswer> ProbeAsync(StepContext step, CancellationToken cancellation) =>
        Task.FromResult<ProbeAnswer>(new ProbeAnswer.DidNotHappen("The commits were not recorded."));

    /// <summary>The full commit ID for each reported commit that the repository has.</summary>
    private async Task<GitHubReply<Dictionary<string, string>>> KnownAsync(
        string repository,
        Run run,
        CancellationToken cancellation
    )
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        var reported = RunningCommits.Reported(run).SelectMany(host => host.Commits).Distinct(StringComparer.Ordinal);
        foreach (var commit in reported.Take(MaxCommits))
        {
            var full = await branches.CommitOfAsync(repository, commit, cancellation);
            // A branch may have the name of a commit.
            if (full.IsGood && full.Value!.StartsWith(commit, StringComparison.Ordinal))
                known[commit] = full.Value;
            else if (full.Failure is { Kind: not (GitHubFailureKind.NotFound or GitHubFailureKind.Invalid) } failure)
                return GitHubReply<Dictionary<string, string>>.Bad(failure);
        }

        return GitHubReply<Dictionary<string, string>>.Good(known);
    }

    private static List<(string Host, string Commit)> OnHosts(Run run, Dictionary<string, string> known) =>
        [
            .. from host in RunningCommits.Reported(run)
            let commit = host.Commits.Select(known.GetValueOrDefault).FirstOrDefault(full => full is not null)
            where commit is not null
            select (host.Host, commit),
        ];
}
