using OlUpgrade.Calendar;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Commands;
using OlUpgrade.Runs.Rollbacks;
using OlUpgrade.Yaml;

namespace OlUpgrade.Wording;

/// <summary>Words for the end of the rollback branch: it may be deleted, or someone asked for that.</summary>
internal static class BranchText
{
    public static string Offered(Run run, Door door)
    {
        var kept = Durations.Format(run.Plan?.RollbackBranch?.KeptFor ?? RollbackBranchRule.DefaultKeep);
        var created = RollbackBranch.Of(run) is { } branch ? $", created on {TimeText.Of(branch.Since)}," : "";
        var button = door == Door.Slack ? ", or press the button on the run's first message" : ", or in Slack";
        return $"Rollback branch {Named(run)}{created} was kept for {kept} after the run succeeded. "
            + $"You can delete it now: {CommandTable.DeleteBranch.Typed(door, run.Id)}{button}. "
            + "It is never deleted automatically.";
    }

    public static string DeletionRequested(Run run, RunEvent.BranchDeletionRequested e) =>
        $"{e.By.Name} asked to delete rollback branch {Named(run)}{NoteText.Because(e.Reason)}. "
        + "Where it has moved to another commit it is kept, and a comment on the issue says so.";

    private static string Named(Run run) =>
        RollbackBranch.Of(run) is { } branch
            ? $"{branch.Name} ({string.Join(", ", branch.Commits.Select(made => $"{made.Key} at {made.Value}"))})"
            : "";
}
