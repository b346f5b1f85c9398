using OlUpgrade.Runbooks;
using OlUpgrade.Runs.Decisions;

namespace OlUpgrade.Runs.Rollbacks;

/// <summary>
/// How long the rollback branch is kept. After a good run, and the runbook's time, it is offered for deletion, once;
/// only a person deletes it.
/// </summary>
public static class BranchDecisions
{
    /// <summary>
    /// When the branch is due to be offered, which may be in the past; null if it is not, or was already.
    /// </summary>
    public static DateTimeOffset? DueAt(Run run) =>
        run is { Ending: RunStatus.Succeeded, EndedAt: { } ended, IsBranchOffered: false, BranchDeletedBy: null }
        && RollbackBranch.Of(run) is not null
            ? ended + (run.Plan?.RollbackBranch?.KeptFor ?? RollbackBranchRule.DefaultKeep)
            : null;

    internal static Decision Offer(Run run, DateTimeOffset now) =>
        DueAt(run) <= now ? Decision.Yes(new RunEvent.BranchOffered()) : Decision.Nothing;

    /// <summary>However the run ended, and whether it was offered or not.</summary>
    internal static Decision Delete(Run run, PersonsCommand.DeleteBranch command)
    {
        if (Entitlement.NotOperator(command.By) is { } refused)
            return refused;
        if (run.BranchDeletedBy is not null)
            return Decision.Nothing;
        if (RollbackBranch.Of(run) is not { } branch)
            return Decision.No("no-branch", $"Run {run.Id} made no rollback branch, so there is none to delete.");
        return run.IsSettled
            ? Decision.Yes(new RunEvent.BranchDeletionRequested(command.By, command.Reason))
            : Decision.No(
                "open",
                $"Run {run.Id} is open, and {branch.Name} is its way back. Delete it when the run has ended."
            );
    }
}
