using OlUpgrade.Execution;
using OlUpgrade.Runs;

namespace OlUpgrade.Upgrades;

/// <summary>
/// Runs the runbook's script on the host with <see cref="ScriptValues"/>, carried out by <see cref="ScriptWork"/>.
/// </summary>
public sealed class RunActivity(ScriptWork script) : IActivity
{
    public string Name => "run";

    public Task<Outcome> PerformAsync(StepContext step, CancellationToken cancellation) =>
        script.PerformAsync(step, ScriptValues.Of(step), cancellation);

    public Task<ProbeAnswer> StopAsync(StepContext step, CancellationToken cancellation) =>
        script.StopAsync(step, cancellation);

    public Task<ProbeAnswer> ProbeAsync(StepContext step, CancellationToken cancellation) =>
        script.ProbeAsync(step, ScriptValues.Of(step), cancellation);
}
