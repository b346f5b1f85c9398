using OlUpgrade.Execution;
using OlUpgrade.Health;
using OlUpgrade.Runs;
using OlUpgrade.Ssh;

namespace OlUpgrade.Upgrades;

/// <summary>
/// Puts the drained host back into service with the runbook's script, carried out by <see cref="ScriptWork"/>. Each
/// attempt starts only if all health questions hold, so an unhealthy host is never returned.
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
        var answers = answered.Aggregate(Facts.Empty, (all, answer) =>
            all.SetItem(answer.Text, answer.Verdict.Observed)
        );
        return answered.FirstOrDefault(answer => !answer.Verdict.IsHealthy) is { } bad
            ? new Outcome.Failed(
                new Failure(
                    FailureKind.Unhealthy,
                    $"{host.Name} is not healthy and was not returned: \"{bad.Text}\" "
                        + $"does not hold: {bad.Verdict.Observed}"
                ),
                answers
            )
            : new Outcome.Succeeded(answers);
    }

    public Task<Outcome> PerformAsync(StepContext step, CancellationToken cancellation) =>
        script.PerformAsync(step, ScriptValues.Of(step), cancellation);

    public Task<ProbeAnswer> StopAsync(StepContext step, CancellationToken cancellation) =>
        script.StopAsync(step, cancellation);

    public Task<ProbeAnswer> ProbeAsync(StepContext step, CancellationToken cancellation) =>
        script.ProbeAsync(step, ScriptValues.Of(step), cancellation);
}
