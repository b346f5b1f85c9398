using OlUpgrade.Execution;
using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Storage;

namespace OlUpgrade.Hosting.Workflows;

/// <summary>Finds earlier successful runs of the same version of a runbook, as evidence for a plan.</summary>
public sealed class RunEvidence(IJournal journal, Recorder recorder)
{
    private const int MaxRuns = 200;

    /// <summary>How many journals are read; some may be of another version of the runbook.</summary>
    private const int MaxRead = 10;

    /// <summary>
    /// The plan with the earlier successes added. Looks at the newest 10 successful runs of the runbook.
    /// </summary>
    public async Task<Plan> AddToAsync(Plan plan, CancellationToken cancellation)
    {
        var found = new List<EarlierSuccess>();
        var ended = (await journal.ListAsync(onlyOpen: false, MaxRuns, cancellation))
            .Where(run => run.Runbook == plan.Runbook && run.Status == RunStatus.Succeeded)
            .Take(MaxRead);
        foreach (var summary in ended)
        {
            if (
                await recorder.LoadAsync(summary.Run, cancellation) is { } run
                && PlanEvidence.Of(run, plan.RunbookDigest) is { } success
            )
                found.Add(success);
        }

        return PlanEvidence.With(plan, found);
    }
}
