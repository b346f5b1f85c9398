using OlUpgrade.Runs;
using OlUpgrade.Runs.Rollbacks;

namespace OlUpgrade.Wording;

/// <summary>What people are told about a rollback.</summary>
internal static class RollbackText
{
    private const int MaxDifferences = 10;

    public static string Asked(Run after, RunEvent.RollbackAsked e)
    {
        var reason = string.IsNullOrWhiteSpace(e.Reason) ? "" : $" ({e.Reason})";
        var emergency = e.IsEmergency ? "*Emergency:* " : "";
        var inHand = after.HasWorkInFlight
            ? after.StopsCommands
                ? " What is in hand is stopped first."
                : " What is in hand ends first."
            : "";
        return $"{emergency}{e.By.Name} asked to roll back {e.Target}{reason}. In "
            + $"this order: {string.Join(", ", e.Hosts)}.{inHand}";
    }

    public static string Planned(Run after)
    {
        var back = after.Rollback!;
        var hosts = after
            .Plan!.Stages.Where(stage => back.Stages.Contains(stage.Name))
            .Select(stage => WayBackText.LineOf(after, stage));
        var kept = BranchStart
            .Of(after)
            .Where(branch => branch.Name is not null && after.BranchDeletedBy is null)
            .Select(branch => $"{branch.Name} of {branch.Repository} keeps {branch.Commit}");
        return $"The way back:\n{string.Join('\n', hosts.Concat(kept))}";
    }

    public static string Refused(Run after, RunEvent.RollbackRefused e)
    {
        var reason = string.IsNullOrWhiteSpace(e.Reason) ? "" : $" ({e.Reason})";
        var now = after.IsFinished
            ? $"The run stays ended: {after.EndedBecause}."
            : $"The run holds where it was; `resume {after.Id}` lets it go on, `abort {after.Id}` ends it.";
        return $"{e.By.Name} refused the rollback{reason}. Nothing was taken back. {now}";
    }

    public static string Mixed(RunEvent.HostMixed e)
    {
        var shown = string.Join("; ", e.Differences.Take(MaxDifferences));
        var more = e.Differences.Length > MaxDifferences ? $"; and {e.Differences.Length - MaxDifferences} more" : "";
        return $"{e.Host}: mixed, not what it was before the run. {shown}{more}.";
    }

    public static string Ended(Run after, RunEvent.RunRolledBack e)
    {
        var back = e.Hosts.IsEmpty
            ? "No host is proved to be what it was."
            : $"Rolled back, proved: {string.Join(", ", e.Hosts)}.";
        var mixed = e.Mixed.IsEmpty ? "" : $" Not all as it was: {string.Join(", ", e.Mixed)}; look at them.";
        var kept = RollbackPlanner.Touched(after).Except(after.Rollback!.Hosts).Reverse().ToList();
        return $"The rollback has ended. {back}{mixed}{(kept.Count == 0 ? "" : $" Changed, and left so: {string.Join(", ", kept)}.")}";
    }
}
