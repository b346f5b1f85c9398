using OlUpgrade.Execution;
using OlUpgrade.Runs;

namespace OlUpgrade.Upgrades;

/// <summary>
/// Takes the host out of service with the runbook's script, carried out by <see cref="ScriptWork"/>. The script gets
/// <see cref="ScriptValues"/> and <c>$until</c>, the time at which a monitoring silence that it sets must expire.
/// </summary>
public sealed class DrainActivity(ScriptWork script) : IActivity
{
    public string Name => "drain";

    public Task<Outcome> PerformAsync(StepContext step, CancellationToken cancellation) =>
        script.PerformAsync(step, Values(step), cancellation);

    public Task<ProbeAnswer> StopAsync(StepContext step, CancellationToken cancellation) =>
        script.StopAsync(step, cancellation);

    public Task<ProbeAnswer> ProbeAsync(StepContext step, CancellationToken cancellation) =>
        script.ProbeAsync(step, Values(step), cancellation);

    private static Facts Values(StepContext step) =>
        ScriptValues
            .Of(step)
            .SetItem(
                MonitoringSilence.Variable,
                MonitoringSilence.InScript(MonitoringSilence.EndOf(step.Run, step.Key.Place))
            );
}
