using OlUpgrade.Runs;
using OlUpgrade.Runs.Commands;

namespace OlUpgrade.Wording;

/// <summary>Words for the end of a run.</summary>
internal static class EndText
{
    public static string Refused(Run after, RunEvent.RunRefused e) =>
        $"{e.By.Name} refused {GateText.NameOf(after, e.Stage)}{NoteText.Because(e.Reason)}. The run has ended.";

    public static string Aborted(Run after, RunEvent.RunAborted e, Door door) =>
        $"{e.By.Name} aborted the run{NoteText.Because(e.Reason)}. {StillRunning(after, door)}"
        + AwayText.AtTheEnd(after, door);

    public static string Succeeded(Run after, Door door) => Succeeded(after) + AwayText.AtTheEnd(after, door);

    private static string Succeeded(Run after)
    {
        var all = after.Plan!.Hosts.Length;
        if (after.Plan.OnlyReads)
            return $"All {all} hosts are healthy.{VersionTable.AsBlock(after)}";
        var skipped = after
            .Steps.Values.Where(step => step.Phase == StepPhase.Skipped)
            .Select(step => step.Place.ToString())
            .Order(StringComparer.Ordinal)
            .ToList();
        if (after.Excluded.IsEmpty && skipped.Count == 0)
            return $"All {all} hosts are done. The run succeeded.";
        var excluded = after.Excluded.Order(StringComparer.Ordinal).ToList();
        return $"{all - excluded.Count} of {all} hosts are done."
            + (excluded.Count == 0 ? "" : $" Excluded: {string.Join(", ", excluded)}.")
            + (skipped.Count == 0 ? "" : $" Skipped: {string.Join("; ", skipped)}.");
    }

    public static string Failed(Run after, RunEvent.RunFailed e)
    {
        var verb = e.Hosts.Length == 1 ? "is" : "are";
        return $"{e.Hosts.Length} of {after.Plan!.Hosts.Length} hosts {verb} unhealthy: {string.Join(", ", e.Hosts)}."
            + VersionTable.AsBlock(after);
    }

    private static string StillRunning(Run run, Door door)
    {
        var running = run
            .Steps.Values.Where(step => step.Phase == StepPhase.Started)
            .Select(step => step.Place.ToString())
            .ToList();
        return (running.Count, run.StopsCommands) switch
        {
            (0, _) => "No command of this run is still running.",
            (_, true) => $"Stopping what can be stopped: {string.Join("; ", running)}.",
            _ => $"Still running, and left to finish: {string.Join("; ", running)}. "
                + $"{CommandTable.Abort.Typed(door, run.Id, flag: CommandTable.Stop)} stops commands.",
        };
    }
}
