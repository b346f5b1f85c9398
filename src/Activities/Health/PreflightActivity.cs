using OlUpgrade.Execution;
using OlUpgrade.Hosts;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Ssh;

namespace OlUpgrade.Health;

/// <summary>
/// Asks before work begins whether something stands in the way. All questions are asked, so that people see every
/// obstacle at once; each comes with what to do about it. What cannot be answered stands in the way. Only reads.
/// </summary>
public sealed class PreflightActivity(IHostShell shell) : IActivity
{
    private readonly HostInterview _interview = new(shell);

    public string Name => "preflight";

    public async Task<Outcome> PerformAsync(StepContext step, CancellationToken cancellation)
    {
        var host = step.TheHost;
        var (answers, fault) = await _interview.AskAsync(
            host,
            host.Preflight.Where(question => question is not HealthQuestion.Peers),
            cancellation
        );
        if (fault is not null)
            return fault.OutcomeOfRead();
        var facts = answers.Aggregate(Facts.Empty, (all, answer) => all.SetItem(answer.Words, answer.Verdict.Seen));
        var obstacles = answers.Where(answer => !answer.Verdict.IsHealthy).Select(PreflightAdvice.Of).ToList();
        if (host.Preflight.Any(question => question is HealthQuestion.Peers))
        {
            var (peers, away) = await PeersAsync(step, cancellation);
            if (away is not null)
                return away;
            foreach (var (peer, seen) in peers)
            {
                facts = facts.SetItem($"{peer} is well", seen ?? "yes");
                if (seen is not null)
                    obstacles.Add(PreflightAdvice.OfPeer(peer, seen));
            }
        }

        return obstacles.Count == 0
            ? new Outcome.Succeeded(facts)
            : new Outcome.Failed(
                new Failure(FailureKind.NotReady, $"Work on {host.Name} cannot begin. {string.Join(' ', obstacles)}"),
                facts
            );
    }

    public Task<ProbeAnswer> ProbeAsync(StepContext step, CancellationToken cancellation) =>
        Task.FromResult<ProbeAnswer>(new ProbeAnswer.DidNotHappen("It only reads."));

    /// <summary>
    /// What is wrong with each of the other hosts of the role, null where nothing is; or that one cannot be asked,
    /// which nobody can override, because nobody saw how it is.
    /// </summary>
    private async Task<(List<(string Peer, string? Seen)> Peers, Outcome? Away)> PeersAsync(
        StepContext step,
        CancellationToken cancellation
    )
    {
        var seen = new List<(string, string?)>();
        foreach (var peer in PeersOf(step))
        {
            var (answers, fault) = await _interview.AskAsync(peer, peer.Health, cancellation);
            if (fault is not null)
                return (seen, AwayOutcome(step.TheHost, fault));
            var bad = answers.FirstOrDefault(answer => !answer.Verdict.IsHealthy);
            var unknown = answers.IsEmpty ? "it has no health questions" : null;
            seen.Add((peer.Name, bad is null ? unknown : $"\"{bad.Words}\" does not hold: {bad.Verdict.Seen}"));
        }

        return (seen, null);
    }

    private static Outcome AwayOutcome(Host host, ShellFault fault) =>
        fault.OutcomeOfRead() is Outcome.Failed failed
            ? new Outcome.Failed(
                failed.Failure with
                {
                    Sentence =
                        $"Work on {host.Name} cannot begin while another host of its "
                        + $"role is away. {failed.Failure.Sentence}",
                },
                failed.Evidence
            )
            : new Outcome.Unknown(fault.Sentence);

    /// <summary>
    /// Hosts that are in work beside this one are away with the runbook's consent: its limit says how many.
    /// </summary>
    private static IEnumerable<Host> PeersOf(StepContext step)
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
