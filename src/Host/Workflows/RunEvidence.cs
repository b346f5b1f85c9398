using OlUpgrade.Execution;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Storage;
using OlUpgrade.Wording;

namespace OlUpgrade.Hosting.Workflows;

/// <summary>
/// What earlier runs of a runbook say about a plan: those of the same text that succeeded, and what has changed since a
/// plan of it was approved last.
/// </summary>
public sealed class RunEvidence(IJournal journal, Recorder recorder)
{
    private const int MaxRuns = 200;

    /// <summary>How many journals are read; some may be of another text of the runbook.</summary>
    private const int MaxRead = 10;

    /// <summary>Lines of the change that are kept with the plan.</summary>
    private const int MaxLines = 150;

    /// <summary>
    /// The plan with the successes among the newest 10 runs of the runbook that succeeded, and with what has changed
    /// since the newest one that was approved.
    /// </summary>
    public async Task<Plan> AddToAsync(Plan plan, CancellationToken cancellation)
    {
        var known = (await journal.ListAsync(onlyOpen: false, MaxRuns, cancellation))
            .Where(run => run.Runbook == plan.Runbook)
            .ToList();
        var found = new List<EarlierSuccess>();
        foreach (var summary in known.Where(run => run.Status == RunStatus.Succeeded).Take(MaxRead))
        {
            if (
                await recorder.LoadAsync(summary.Run, cancellation) is { } run
                && PlanEvidence.Of(run, plan.RunbookDigest) is { } success
            )
                found.Add(success);
        }

        return PlanEvidence.With(plan, found) with
        {
            Change = await ChangeAsync(plan, known, cancellation),
        };
    }

    private async Task<PlanChange?> ChangeAsync(
        Plan plan,
        IEnumerable<RunSummary> known,
        CancellationToken cancellation
    )
    {
        foreach (var summary in known.Take(MaxRead))
        {
            if (await recorder.LoadAsync(summary.Run, cancellation) is { } run && WasApproved(run))
                return new(run.Id.Number, LineChanges.Between(TextOf(run.Plan!), TextOf(plan), MaxLines));
        }

        return null;
    }

    private static bool WasApproved(Run run) =>
        run.Plan is { OnlyReads: false } && !run.Gate(ReservedNames.PrepareStage).Approvals.IsEmpty;

    /// <summary>The plan as it was made: a rollback added stages to it later.</summary>
    private static string TextOf(Plan plan) =>
        PlanText.Of(plan with { Stages = [.. plan.Stages.Where(stage => stage.Kind != StageKind.Rollback)] });
}
