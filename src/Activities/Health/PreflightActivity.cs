using OlUpgrade.Execution;
using OlUpgrade.Hosts;
using OlUpgrade.Runs;
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
            var (answered, away) = await new Peers(_interview, step).AskAsync(cancellation);
            if (away is not null)
                return AwayOutcome(host, away);
            facts = facts.SetItems(answered.Facts);
            obstacles.AddRange(answered.Obstacles);
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

    /// <summary>A peer that cannot be reached cannot be overridden, because its state is not known.</summary>
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
}
