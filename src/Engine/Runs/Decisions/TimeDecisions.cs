using OlUpgrade.Runbooks;

namespace OlUpgrade.Runs.Decisions;

/// <summary>Decisions that follow from the wall clock: closed windows and clock jumps.</summary>
internal static class TimeDecisions
{
    /// <summary>Checked again after preparing, which takes time: the window may have closed.</summary>
    public static bool IsOutsideWindow(Run run, StepPlace place, DateTimeOffset now) =>
        WindowWait.Of(run, place, now) is not null;

    public static Decision Await(Run run, RunCommand.AwaitWindow command, DateTimeOffset now)
    {
        if (run.IsFinished || run.Stuck.Any())
            return Decision.Nothing;
        if (run.CurrentStage is not { } stage || stage.Name != command.Stage || !run.IsOpen(stage))
            return Decision.Nothing;
        var wait = stage
            .Places.Where(host => !run.IsDone(stage, host))
            .Select(host => WindowWait.Of(run, new(stage.Name, host, stage.Steps[0].Name), now))
            .FirstOrDefault(wait => wait is not null);
        return wait is null || wait.IsAnnounced(run)
            ? Decision.Nothing
            : Decision.Yes(new RunEvent.WindowAwaited(wait.Stage, wait.Host, wait.Until, wait.Why));
    }

    /// <summary>A jump counts once, however often it is reported.</summary>
    public static Decision NoteJump(Run run, RunCommand.NoteClockJump jump) =>
        run.Plan is null || run.IsSettled || run.ClockJumps != jump.Known
            ? Decision.Nothing
            : Decision.Yes(new RunEvent.ClockJumped(jump.By, jump.Before));
}
