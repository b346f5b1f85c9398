using OlUpgrade.Execution;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Rollbacks;
using OlUpgrade.Ssh;

namespace OlUpgrade.Upgrades;

/// <summary>
/// Takes back what a step did: the author's script, with the run's parameters, as <c>$run</c> the number under which
/// the run kept things on the host, and the rollback branch with its commits. Unknown when the ledger was lost,
/// replaced or restored, or when the script was cut short.
/// </summary>
public sealed class UndoActivity(LedgerWork ledger) : IActivity
{
    public string Name => "undo";

    public async Task<Outcome> PerformAsync(StepContext step, CancellationToken cancellation)
    {
        var values = step
            .Plan.Parameters.SetItem("run", step.Key.Run.ToString())
            .SetItems(RollbackBranch.ValuesOf(step.Run));
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
            AttemptState.Absent => new ProbeAnswer.DidNotHappen("The host's ledger knows nothing of it."),
            AttemptState.Running => new ProbeAnswer.Happened(
                await ledger.FollowAsync(step, step.Time.Left, cancellation, report.OutputBytes)
            ),
            AttemptState.Interrupted => new ProbeAnswer.CannotTell(
                $"The way back on {step.TheHost.Name} was cut short and left no exit code."
            ),
            _ => new ProbeAnswer.Happened(await ledger.ReadAsync(step, report, cancellation)),
        };
    }
}
