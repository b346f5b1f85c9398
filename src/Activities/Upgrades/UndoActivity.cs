using OlUpgrade.Execution;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Rollbacks;
using OlUpgrade.Ssh;

namespace OlUpgrade.Upgrades;

/// <summary>
/// Undoes a step with the runbook's undo script. The script gets <see cref="ScriptValues"/>, and the rollback branch
/// with its commits. Unknown if the ledger was lost, replaced or restored, or if the script was interrupted.
/// </summary>
public sealed class UndoActivity(LedgerWork ledger) : IActivity
{
    public string Name => "undo";

    public async Task<Outcome> PerformAsync(StepContext step, CancellationToken cancellation)
    {
        var values = ScriptValues.Of(step).SetItems(RollbackBranch.ValuesOf(step.Run));
        return await ledger.StartAsync(step, ((Work.TakeBack)step.Step.Work).Script, values, cancellation)
            ?? await ledger.FollowAsync(step, step.Time.Left, cancellation);
    }

    public Task<ProbeAnswer> StopAsync(StepContext step, CancellationToken cancellation) =>
        ledger.CancelAsync(step, cancellation);

    public async Task<ProbeAnswer> ProbeAsync(StepContext step, CancellationToken cancellation)
    {
        var (report, doubt) = await ledger.LookAsync(step, cancellation);
        if (doubt is not null)
            return doubt;
        return report!.State switch
        {
            AttemptState.Absent => new ProbeAnswer.DidNotHappen("The host's ledger has no record of it."),
            AttemptState.Running => new ProbeAnswer.Happened(
                await ledger.FollowAsync(step, step.Time.Left, cancellation, report.OutputBytes)
            ),
            AttemptState.Interrupted => new ProbeAnswer.CannotTell(
                $"The undo on {step.TheHost.Name} was interrupted and left no exit code."
            ),
            _ => new ProbeAnswer.Happened(await ledger.ReadAsync(step, report, cancellation)),
        };
    }
}
