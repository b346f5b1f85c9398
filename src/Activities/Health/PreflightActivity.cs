using OlUpgrade.Execution;
using OlUpgrade.Hosts;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Ssh;

namespace OlUpgrade.Health;

/// <summary>
/// Checks before work on a host whether anything prevents it. Asks every question, so that people see all obstacles at
/// once, each with what to do about it. A question without an answer is an obstacle. Only reads.
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
        var facts = answers.Aggregate(Facts.Empty, (all, answer) => all.SetItem(answer.Text, answer.Verdict.Observed));
        var obstacles = answers.Where(answer => !answer.Verdict.IsHealthy).Select(PreflightAdvice.Of).ToList();
        if (host.Preflight.Any(question => question is HealthQuestion.Peers))
        {
            var (peers, away) = await PeersAsync(step, cancellation);
            if (away is not null)
                return away;
            foreach (var (peer, problem) in peers)
            {
                facts = facts.SetItem($"{peer} is well", problem ?? "yes");
                if (problem is not null)
                    obstacles.Add(PreflightAdvice.OfPeer(peer, problem));
            }
        }

        return obstacles.Count == 0
            ? new Outcome.Succeeded(facts)
            : new Outcome.Failed(
                new Failure(FailureKind.NotReady, $"Work on {host.Name} cannot start. {string.Join(' ', obstacles)}"),
                facts
            );
    }

    public Task<ProbeAnswer> ProbeAsync(StepContext step, CancellationToken cancellation) =>
        Task.FromResult<ProbeAnswer>(new ProbeAnswer.DidNotHappen("It only reads."));

    /// <summary>
    /// The problem of each other host of the role, null for a healthy one; or the outcome if one cannot be reached. The
    /// latter cannot be overridden, because its state is not known.
    /// </summary>
    private async Task<(List<(string Peer, string? Problem)> Peers, Outcome? Away)> PeersAsync(
        StepContext step,
        CancellationToken cancellation
    )
    {
        var peers = new List<(string, string?)>();
        foreach (var peer in PeersOf(step))
        {
            var (answers, fault) = await _interview.AskAsync(peer, peer.Health, cancellation);
            if (fault is not null)
                return (peers, AwayOutcome(step.TheHost, fault));
            var bad = answers.FirstOrDefault(answer => !answer.Verdict.IsHealthy);
            var unknown = answers.IsEmpty ? "it has no health questions" : null;
            peers.Add((peer.Name, bad is null ? unknown : $"\"{bad.Text}\" does not hold: {bad.Verdict.Observed}"));
        }

        return (peers, null);
    }

    private static Outcome AwayOutcome(Host host, ShellFault fault) =>
        fault.OutcomeOfRead() is Outcome.Failed failed
            ? new Outcome.Failed(
                failed.Failure with
                {
                    Sentence =
                        $"Work on {host.Name} cannot start while another host of its role is away. "
                        + failed.Failure.Sentence,
                },
                failed.Evidence
            )
            : new Outcome.Unknown(fault.Sentence);

    /// <summary>
    /// Hosts that the run is working on do not count as peers: the stage's limit already says how many may be away.
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
