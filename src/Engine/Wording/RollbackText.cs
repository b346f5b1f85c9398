using OlUpgrade.Runs;
using OlUpgrade.Runs.Commands;
using OlUpgrade.Runs.Rollbacks;

namespace OlUpgrade.Wording;

/// <summary>Words for a rollback, from the request to its end.</summary>
internal static class RollbackText
{
    private const int MaxDifferences = 10;

    public static string Asked(Run after, RunEvent.RollbackAsked e)
    {
        var emergency = e.IsEmergency ? "*Emergency:* " : "";
        var first =
            !after.HasWorkInFlight ? ""
            : after.StopsCommands ? " Running commands are stopped first."
            : " Running commands finish first.";
        return $"{emergency}{e.By.Name} asked to roll back {e.Target}{NoteText.Because(e.Reason)}. "
            + $"Hosts: {string.Join(", then ", e.Hosts)}.{first}";
    }

    public static string Planned(Run after)
    {
        var back = after.Rollback!;
        var hosts = after
            .Plan!.Stages.Where(stage => back.Stages.Contains(stage.Name))
            .Select(stage => WayBackText.LineOf(after, stage));
        var branches = BranchStart
            .Of(after)
            .Where(branch => branch.Name is not null && after.BranchDeletedBy is null)
            .Select(branch => $"{branch.Name} in {branch.Repository} is at {branch.Commit}");
        return $"Rollback plan for {string.Join(", ", back.Hosts)}:\n{string.Join('\n', hosts.Concat(branches))}";
    }

    public static string Refused(Run after, RunEvent.RollbackRefused e, Door door)
    {
        var now = after.IsFinished
            ? $"The run stays ended: {after.EndedBecause}."
            : $"The run is on hold where it was: {CommandTable.Resume.Typed(door, after.Id)} continues it, "
                + $"{CommandTable.Abort.Typed(door, after.Id)} ends it.";
        return $"{e.By.Name} refused the rollback{NoteText.Because(e.Reason)}. Nothing was rolled back. {now}";
    }

    public static string RolledBack(RunEvent.HostRolledBack e) =>
        $"{e.Host}: rolled back and verified. Everything recorded before the upgrade was read again and is the same.";

    public static string Mixed(RunEvent.HostMixed e)
    {
        var shown = string.Join("; ", e.Differences.Take(MaxDifferences));
        var more = e.Differences.Length > MaxDifferences ? $"; and {e.Differences.Length - MaxDifferences} more" : "";
        return $"{e.Host}: mixed, not the same as before the run. {shown}{more}.";
    }

    public static string Ended(Run after, RunEvent.RunRolledBack e)
    {
        var verified = e.Hosts.IsEmpty
            ? "No host could be verified as rolled back."
            : $"Rolled back and verified: {string.Join(", ", e.Hosts)}.";
        var mixed = e.Mixed.IsEmpty
            ? ""
            : $" Not the same as before the run: {string.Join(", ", e.Mixed)}; check them by hand.";
        var untouched = RollbackPlanner.Touched(after).Except(after.Rollback!.Hosts).Reverse().ToList();
        return $"Rollback finished. {verified}{mixed}"
            + (untouched.Count == 0 ? "" : $" Upgraded and not rolled back: {string.Join(", ", untouched)}.");
    }
}
