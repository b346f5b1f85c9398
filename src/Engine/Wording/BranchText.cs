using OlUpgrade.Calendar;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Rollbacks;
using OlUpgrade.Yaml;

namespace OlUpgrade.Wording;

/// <summary>Words for the end of the rollback branch: it may be deleted, or someone asked for that.</summary>
internal static class BranchText
{
    public static string Offered(Run run, CommandWords words)
    {
        var kept = Durations.Format(run.Plan?.RollbackBranch?.KeptFor ?? RollbackBranchRule.DefaultKeep);
        var since = RollbackBranch.Of(run) is { } branch ? $", there since {TimeText.Of(branch.Since)}," : "";
        return $"The run has ended well, and its rollback branch {Named(run)}{since} was kept for {kept} after that. "
            + $"It may be deleted now: `/upgrade delete-branch {run.Id}`, "
            + $"`olupgrade delete-branch {run.Id}`, or the button on the "
            + "run's first message. Or leave it: nothing is ever deleted by itself.";
    }

    public static string DeletionRequested(Run run, RunEvent.BranchDeletionRequested e) =>
        $"{e.By.Name} asked to delete rollback branch {Named(run)}{NoteText.Because(e.Reason)}. "
        + "Where it has moved to another commit it is kept, and a comment on the issue says so.";

    private static string Named(Run run) =>
        RollbackBranch.Of(run) is { } branch
            ? $"{branch.Name} ({string.Join(", ", branch.Commits.Select(made => $"{made.Key} at {made.Value}"))})"
            : "";
}
