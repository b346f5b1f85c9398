using OlUpgrade.Execution;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Rollbacks;
using OlUpgrade.Ssh;

namespace OlUpgrade.Upgrades;

/// <summary>
/// Reads every fact again that was recorded before the work, and compares: a host is rolled back only if all are the
/// same. Differences are evidence, not a failure. Only reads.
/// </summary>
public sealed class ProveActivity(IHostShell shell) : IActivity
{
    private const string NothingRecorded = "nothing was recorded before the work, so nothing can be compared";

    public string Name => "prove";

    public async Task<Outcome> PerformAsync(StepContext step, CancellationToken cancellation)
    {
        var work = (Work.Prove)step.Step.Work;
        if (work.Noted is not { } place || step.Run.Evidence(place) is not { } before)
            return Outcome.Done((RollbackDecisions.DifferencesFact, NothingRecorded));
        var now = await CaptureActivity.ReadAsync(shell, step, work.What, cancellation);
        return now is Outcome.Succeeded read
            ? Outcome.Done(
                (RollbackDecisions.DifferencesFact, string.Join('\n', WayBackProof.Differences(before, read.Evidence)))
            )
            : now;
    }

    public Task<ProbeAnswer> ProbeAsync(StepContext step, CancellationToken cancellation) =>
        Task.FromResult<ProbeAnswer>(new ProbeAnswer.DidNotHappen("It only reads."));
}
