namespace OlUpgrade.Runs.Decisions;

/// <summary>
/// Reminds people of a run that waits for their decision, each time after twice as long. The run never continues by
/// itself.
/// </summary>
internal static class DecisionReminders
{
    /// <summary>How many reminders there are; after the last one the run only waits.</summary>
    public const int Max = 8;

    /// <summary>When to wake for the next reminder, or the reminder if it is due; null if there is none left.</summary>
    public static Intent? Next(Run run, DateTimeOffset now)
    {
        if (Waiting(run) is not { } step || DueAt(run, step) is not { } due)
            return null;
        return due > now
            ? new Intent.WakeAt(due)
            : new Intent.Decide(new RunCommand.RemindDecision(step.Place, step.Reminders + 1));
    }

    public static Decision Decide(Run run, RunCommand.RemindDecision command, DateTimeOffset now) =>
        Waiting(run) is { } step
        && step.Place == command.Place
        && step.Reminders + 1 == command.Reminder
        && DueAt(run, step) <= now
            ? Decision.Yes(new RunEvent.DecisionReminded(command.Place, command.Reminder))
            : Decision.Nothing;

    private static StepProgress? Waiting(Run run) =>
        run.IsFinished || run.HaltedBy is not null ? null : run.Stuck.FirstOrDefault();

    private static DateTimeOffset? DueAt(Run run, StepProgress step) =>
        step.Reminders < Max && step.EndedAt is { } since
            ? since + (run.Plan!.Approval.Remind * Math.Pow(2, step.Reminders))
            : null;
}
