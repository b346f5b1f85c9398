using OlUpgrade.Execution;
using OlUpgrade.Health;
using OlUpgrade.Runs;
using OlUpgrade.Ssh;

namespace OlUpgrade.Upgrades;

/// <summary>
/// Puts the drained host back by the author's script, as <see cref="ScriptWork"/> says. Before each attempt its health
/// questions are asked once; unless all hold, the attempt is not begun. So a host that is not healthy is never
/// returned.
/// </summary>
public sealed class ReturnActivity(IHostShell shell, ScriptWork script) : IActivity
{
    public string Name => "return";

    private readonly HostInterview _interview = new(shell);

    public async Task<Outcome> PrepareAsync(StepContext step, CancellationToken cancellation)
    {
        var host = step.TheHost;
        var (answered, fault) = await _interview.AskAsync(host, host.Health, cancellation);
        if (fault is not null)
            return fault.OutcomeOfRead();
        var answers = answered.Aggregate(Facts.Empty, (all, answer) => all.SetItem(answer.Words, answer.Verdict.Seen));
        return answered.FirstOrDefault(answer => !answer.Verdict.IsHealthy) is { } bad
            ? new Outcome.Failed(
                new Failure(
                    FailureKind.Unhealthy,
                    $"{host.Name} is not healthy and was not returned: \"{bad.Words}\" "
                        + $"does not hold: {bad.Verdict.Seen}"
                ),
                answers
            )
            : new Outcome.Succeeded(answers);
    }

    public Task<Outcome> PerformAsync(StepContext step, CancellationToken cancellation) =>
        script.PerformAsync(step, step.Plan.Parameters, cancellation);

    public Task<ProbeAnswer> StopAsync(StepContext step, CancellationToken cancellation) =>
        script.StopAsync(step, cancellation);

    public Task<ProbeAnswer> ProbeAsync(StepContext step, CancellationToken cancellation) =>
        script.ProbeAsync(step, step.Plan.Parameters, cancellation);
}
