using OlUpgrade.Execution;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Rollbacks;

namespace OlUpgrade.GitHub;

/// <summary>
/// Looks up the commits that the rollback branches will point at: what really runs, where the hosts tell and the
/// repository knows the commit, else the runbook's ref. Evidence: one fact per repository, <c>owner/name</c> → commit,
/// and one with the commit of each host that tells one.
/// </summary>
public sealed class ReadCommits(GitHubBranches branches) : IActivity
{
    /// <summary>
    /// So many different commits are looked up in a repository; hosts that run yet others count as telling none.
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
                return GitHubDoubt.Failed(known.Failure);
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
                return GitHubDoubt.Failed(commit.Failure);
            evidence = evidence.SetItem(repository, commit.Value!);
        }

        return new Outcome.Succeeded(evidence);
    }

    /// <summary>Reading leaves nothing behind: it is simply done again.</summary>
    public Task<ProbeAnswer> ProbeAsync(StepContext step, CancellationToken cancellation) =>
        Task.FromResult<ProbeAnswer>(new ProbeAnswer.DidNotHappen("The commits were not noted."));

    /// <summary>What the repository knows of what the hosts told: the whole commit behind each that it has.</summary>
    private async Task<GitHubReply<Dictionary<string, string>>> KnownAsync(
        string repository,
        Run run,
        CancellationToken cancellation
    )
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        var told = RunningCommits.Told(run).SelectMany(one => one.Commits).Distinct(StringComparer.Ordinal);
        foreach (var commit in told.Take(MaxCommits))
        {
            var whole = await branches.CommitOfAsync(repository, commit, cancellation);
            // A branch may be called like a commit.
            if (whole.IsGood && whole.Value!.StartsWith(commit, StringComparison.Ordinal))
                known[commit] = whole.Value;
            else if (whole.Failure is { Kind: not (GitHubFailureKind.NotFound or GitHubFailureKind.Invalid) } failure)
                return GitHubReply<Dictionary<string, string>>.Bad(failure);
        }

        return GitHubReply<Dictionary<string, string>>.Good(known);
    }

    private static List<(string Host, string Commit)> OnHosts(Run run, Dictionary<string, string> known) =>
        [
            .. from host in RunningCommits.Told(run)
            let commit = host.Commits.Select(known.GetValueOrDefault).FirstOrDefault(whole => whole is not null)
            where commit is not null
            select (host.Host, commit),
        ];
}
