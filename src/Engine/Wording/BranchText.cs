using OlUpgrade.Calendar;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Rollbacks;
using OlUpgrade.Yaml;

namespace OlUpgrade.Wording;

/// <summary>What people are told when the rollback branch may go, and when somebody had it deleted.</summary>
internal static class BranchText
{
    public static string Offered(Run run)
    {
        var kept = Durations.Format(run.Plan?.RollbackBranch?.KeptFor ?? RollbackBranchRule.DefaultKeep);
        var since = RollbackBranch.Of(run) is { } branch ? $", there since {TimeText.Of(branch.Since)}," : "";
        return $"The run has ended well, and its rollback branch {Named(run)}{since} was kept for {kept} after that. "
            + $"It may be deleted now: `/upgrade delete-branch {run.Id}`, "
            + $"`olupgrade delete-branch {run.Id}`, or the button on the "
            + "run's first message. Or leave it: nothing is ever deleted by itself.";
    }

    public static string LetGo(Run run, RunEvent.BranchDeletionRequested e) =>
        $"{e.By.Name} had the rollback branch {Named(run)} deleted{NoteText.Because(e.Reason)}. "
        + "Where it is at another commit by now it is left, and that is said.";

    private static string Named(Run run) =>
        RollbackBranch.Of(run) is { } branch
            ? $"{branch.Name} ({string.Join(", ", branch.Commits.Select(made => $"{made.Key} at {made.Value}"))})"
            : "";
}
