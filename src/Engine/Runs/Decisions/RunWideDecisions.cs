namespace OlUpgrade.Runs.Decisions;

/// <summary>Decisions about a run as a whole: hold it, end it, add a note.</summary>
internal static class RunWideDecisions
{
    public static Decision Halt(Run run, PersonsCommand.Halt halt)
    {
        if (run.HaltedBy is not null)
            return Decision.Nothing;
        var refused = halt.IsOfAllRuns
            ? Entitlement.MayNotHoldAll(run, halt.By)
            : Entitlement.NotEntitled(run, halt.By);
        return refused ?? Decision.Yes(new RunEvent.RunHalted(halt.By, halt.Reason));
    }

    /// <summary>A run may be aborted again, to stop the commands that the first abort left running.</summary>
    public static Decision Abort(Run run, PersonsCommand.Abort abort)
    {
        var isStricter = abort.Stops && !run.StopsCommands && !run.IsSettled;
        if (run.Ending == RunStatus.Aborted && !isStricter)
            return Decision.Nothing;
        var refused =
            run.Ending == RunStatus.Aborted
                ? Entitlement.NotOperator(abort.By)
                : Entitlement.NotEntitled(run, abort.By);
        return refused ?? Decision.Yes(new RunEvent.RunAborted(abort.By, abort.Reason, abort.Stops));
    }

    /// <summary>Any role may write a note, also after the run has ended.</summary>
    public static Decision Note(Run run, PersonsCommand.Note note)
    {
        if (run.Plan is null || run.Noted.Contains(note.Key))
            return Decision.Nothing;
        if (note.By.Roles.IsEmpty)
            return Decision.No("not-listed", $"{note.By.Name} is not among the people who may write notes.");
        return string.IsNullOrWhiteSpace(note.Text)
            ? Decision.No("no-text", "Say what to note.")
            : Decision.Yes(new RunEvent.NoteAdded(note.Key, note.By, note.Text, note.Via));
    }
}
