using OlUpgrade.Calendar;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Commands;

namespace OlUpgrade.Wording;

/// <summary>Words for waiting for a maintenance window, and for a clock that jumped.</summary>
internal static class WindowText
{
    public static string Awaited(Run after, RunEvent.WindowAwaited e, Door door)
    {
        var until = e.Until is { } at
            ? $"waits until {Zones.Format(after.Plan!.Window!.Zone, at)}"
            : "waits; the window does not open any time soon";
        return $"{e.Host}: not started. {e.Why} The run {until}. An approver other than {after.Requester?.Name} can "
            + $"start the host now: {CommandTable.Override.Typed(door, after.Id, host: e.Host)}.";
    }

    public static string Waived(RunEvent.WindowWaived e) =>
        $"{e.Host}: {e.By.Name} waived the window{NoteText.Because(e.Reason)}.";

    public static string ClockJumped(RunEvent.ClockJumped e) =>
        $"The clock of the service's machine jumped {TimeText.Took(e.By.Duration())} "
        + $"{(e.By > TimeSpan.Zero ? "forward" : "back")}. Every deadline of the run moved with it; "
        + "none comes sooner or later because of it.";
}
