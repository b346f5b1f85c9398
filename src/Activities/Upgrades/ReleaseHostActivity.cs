using OlUpgrade.Execution;
using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Ssh;

namespace OlUpgrade.Upgrades;

/// <summary>
/// Removes the login notice from a host once the run is done with it (<see cref="HostNotice"/>). Idempotent.
/// </summary>
public sealed class ReleaseHostActivity(IHostShell shell) : IActivity
{
    public string Name => "release-host";

    public async Task<Outcome> PerformAsync(StepContext step, CancellationToken cancellation)
    {
        var ledger = step.Run.Evidence(BuiltInSteps.TakeOf(step.Key.Place))![TakeHostActivity.LedgerId];
        var reply = await shell.ReleaseAsync(step.TheHost, step.Lease, ledger, cancellation);
        return reply.Fault is { } fault ? fault.OutcomeOfAct() : Outcome.Done();
    }

    public Task<ProbeAnswer> ProbeAsync(StepContext step, CancellationToken cancellation) =>
        Task.FromResult<ProbeAnswer>(new ProbeAnswer.DidNotHappen("It is safe to release a host again."));
}
