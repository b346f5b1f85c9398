using OlUpgrade.Execution;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Ssh;

namespace OlUpgrade.Upgrades;

/// <summary>
/// Keeps on the host what a rollback needs (<see cref="KeepScripts"/>). Keeping is idempotent, so an interrupted
/// attempt is simply repeated. Unknown only if the ledger cannot be trusted to say whether an attempt is still running.
/// </summary>
public sealed class KeepActivity(IHostShell shell, LedgerWork ledger) : IActivity
{
    public string Name => "keep";

    public async Task<Outcome> PerformAsync(StepContext step, CancellationToken cancellation) =>
        await ledger.StartAsync(
            step,
            KeepScripts.Of((Work.Keep)step.Step.Work),
            KeepScripts.Values(step.Key.Run, UpgradeTargets.Of(step.Run, step.TheHost.Name)),
            cancellation
        ) ?? await EndAsync(step, cancellation);

    public Task<ProbeAnswer> StopAsync(StepContext step, CancellationToken cancellation) =>
        ledger.CancelAsync(step, cancellation);

    public async Task<ProbeAnswer> ProbeAsync(StepContext step, CancellationToken cancellation)
    {
        var (report, doubt) = await ledger.LookAsync(step, cancellation);
        if (doubt is not null)
            return doubt;
        return report!.State switch
        {
            AttemptState.Absent or AttemptState.Interrupted => new ProbeAnswer.DidNotHappen(
                "It is safe to keep everything again."
            ),
            AttemptState.Running => new ProbeAnswer.Happened(await EndAsync(step, cancellation)),
            _ => new ProbeAnswer.Happened(
                await WithListAsync(step, await ledger.ReadAsync(step, report, cancellation), cancellation)
            ),
        };
    }

    private async Task<Outcome> EndAsync(StepContext step, CancellationToken cancellation) =>
        await WithListAsync(step, await ledger.FollowAsync(step, step.Time.Left, cancellation), cancellation);

    /// <summary>Adds what was kept and what was not, from the list that the script wrote on the host.</summary>
    private async Task<Outcome> WithListAsync(StepContext step, Outcome ended, CancellationToken cancellation)
    {
        if (ended is not Outcome.Succeeded done)
            return ended;
        var reply = await shell.AskAsync(step.TheHost, KeepScripts.List(step.Key.Run), cancellation);
        return reply.Answer is { ExitCode: 0 } list
            ? new Outcome.Succeeded(KeepResult.Read(list.Output).AddTo(done.Evidence))
            : done;
    }
}
