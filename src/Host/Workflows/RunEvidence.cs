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

    /// <summary>The plan with what the newest 10 ended runs of the runbook say about it.</summary>
    public async Task<Plan> AddToAsync(Plan plan, CancellationToken cancellation)
    {
        var found = new List<EarlierSuccess>();
        PlanChange? change = null;
        var known = (await journal.ListAsync(onlyOpen: false, MaxRuns, cancellation)).Where(run =>
            run.Runbook == plan.Runbook
        );
        foreach (var summary in known.Take(MaxRead))
        {
            if (await recorder.LoadAsync(summary.Run, cancellation) is not { } run)
                continue;
            if (PlanEvidence.Of(run, plan.RunbookDigest) is { } success)
                found.Add(success);
            if (change is null && WasApproved(run))
                change = new(run.Id.Number, LineChanges.Between(TextOf(run.Plan!), TextOf(plan), MaxLines));
        }

        return PlanEvidence.With(plan, found) with
        {
            Change = change,
        };
    }

    private static bool WasApproved(Run run) =>
        run.Plan is { OnlyReads: false } && !run.Gate(ReservedNames.PrepareStage).Approvals.IsEmpty;

    /// <summary>The plan as it was made: a rollback added stages to it later.</summary>
    private static string TextOf(Plan plan) =>
        PlanText.Of(plan with { Stages = [.. plan.Stages.Where(stage => stage.Kind != StageKind.Rollback)] });
}
