using OlUpgrade.Execution;
using OlUpgrade.Hosts;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Ssh;

namespace OlUpgrade.Health;

/// <summary>
/// The other hosts of a role, which must be well before a host is worked on. Hosts that the run is working on do not
/// count: the stage's limit already says how many may be away. A host that a person excluded is not asked, as long as
/// another one is there to serve; a host that an earlier run left out of service is not well, whatever it answers.
/// </summary>
internal sealed class Peers(HostInterview interview, StepContext step)
{
    /// <summary>What the peers said, and the obstacles among it; or the fault of the first one that is away.</summary>
    public async Task<((Facts Facts, List<string> Obstacles) Answered, ShellFault? Away)> AskAsync(
        CancellationToken cancellation
    )
    {
        var (facts, obstacles) = (Facts.Empty, new List<string>());
        var peers = All().ToList();
        var excluded = peers.Where(peer => step.Run.Excluded.Contains(peer.Name)).ToList();
        foreach (var peer in peers.Except(excluded))
        {
            var (problem, advice, fault) = await ProblemOfAsync(peer, cancellation);
            if (fault is not null)
                return ((facts, obstacles), fault);
            facts = facts.SetItem(FactOf(peer), problem ?? "yes");
            if (advice is not null)
                obstacles.Add(advice);
        }

        var isNobodyElse = excluded.Count == peers.Count;
        var problems = new List<string>();
        foreach (var peer in excluded)
        {
            var problem = isNobodyElse ? await ProblemOfExcludedAsync(peer, cancellation) : null;
            facts = facts.SetItem(FactOf(peer), isNobodyElse ? problem ?? "yes" : "not asked: a person excluded it");
            if (problem is not null)
                problems.Add($"{peer.Name} ({problem.TrimEnd('.')})");
        }

        if (problems.Count > 0 && problems.Count == excluded.Count)
            obstacles.Add(PreflightAdvice.OfExcluded(step.TheHost.Name, problems));
        return ((facts, obstacles), null);
    }

    private static string FactOf(Host peer) => $"{peer.Name} is well";

    private async Task<(string? Problem, string? Advice, ShellFault? Fault)> ProblemOfAsync(
        Host peer,
        CancellationToken cancellation
    )
    {
        if (LeftOut(peer) is { } left)
            return (left, PreflightAdvice.OfLeftOut(peer.Name, left), null);
        var (problem, fault) = await AskAsync(peer, cancellation);
        return (problem, problem is null ? null : PreflightAdvice.OfPeer(peer.Name, problem), fault);
    }

    /// <summary>The person knows that it may be away, so that is a problem like any other.</summary>
    private async Task<string?> ProblemOfExcludedAsync(Host peer, CancellationToken cancellation)
    {
        if (LeftOut(peer) is { } left)
            return left;
        var (problem, fault) = await AskAsync(peer, cancellation);
        return fault?.Sentence ?? problem;
    }

    private async Task<(string? Problem, ShellFault? Fault)> AskAsync(Host peer, CancellationToken cancellation)
    {
        var (answers, fault) = await interview.AskAsync(peer, peer.Health, cancellation);
        if (fault is not null)
            return (null, fault);
        var bad = answers.FirstOrDefault(answer => !answer.Verdict.IsHealthy);
        var unknown = answers.IsEmpty ? "it has no health questions" : null;
        return (bad is null ? unknown : $"\"{bad.Text}\" does not hold: {bad.Verdict.Observed}", null);
    }

    private string? LeftOut(Host peer) =>
        OutOfService.LeftByOthers(step.Run).FirstOrDefault(left => left.Host == peer.Name) is { } left
            ? $"out of service since {left.Since:HH:mm} UTC, left so by run {left.Run}: {left.Step}"
            : null;

    private IEnumerable<Host> All()
    {
        var working = FleetTable
            .Of(step.Run)
            .Where(row => row.State == HostState.InWork)
            .Select(row => row.Host)
            .ToHashSet();
        return step
            .Plan.Hosts.Concat(step.Plan.Peers)
            .Where(peer =>
                peer.Role == step.TheHost.Role && peer.Name != step.TheHost.Name && !working.Contains(peer.Name)
            );
    }
}
