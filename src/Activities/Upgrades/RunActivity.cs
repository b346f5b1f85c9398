using OlUpgrade.Execution;
using OlUpgrade.Runs;

namespace OlUpgrade.Upgrades;

/// <summary>
/// Runs the author's script on the host, as <see cref="ScriptWork"/> says, with the run's parameters.
/// </summary>
public sealed class RunActivity(ScriptWork script) : IActivity
{
    public string Name => "run";

    public Task<Outcome> PerformAsync(StepContext step, CancellationToken cancellation) =>
        script.PerformAsync(step, step.Plan.Parameters, cancellation);

    public Task<ProbeAnswer> StopAsync(StepContext step, CancellationToken cancellation) =>
        script.StopAsync(step, cancellation);

    public Task<ProbeAnswer> ProbeAsync(StepContext step, CancellationToken cancellation) =>
        script.ProbeAsync(step, step.Plan.Parameters, cancellation);
}
