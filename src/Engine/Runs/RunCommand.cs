using System.Collections.Immutable;
using OlUpgrade.Runbooks;

namespace OlUpgrade.Runs;

/// <summary>
/// What people, the outside and the executor ask of a run: a closed set. Deciding the same command twice yields no
/// events the second time.
/// </summary>
public abstract record RunCommand
{
    private protected RunCommand() { }

    /// <summary>Give the plan its digest, now that the hosts were surveyed.</summary>
    /// <param name="Takers">Which of the run's machines are worked on by other open runs, by machine ID.</param>
    public sealed record MakePlan(ImmutableDictionary<string, RunId> Takers) : RunCommand;

    /// <summary>Write down the intent to perform an attempt.</summary>
    public sealed record BeginStep(StepKey Key, long Fence, Facts Before) : RunCommand;

    /// <summary>Write down what became of an attempt.</summary>
    public sealed record ReportOutcome(StepKey Key, Outcome Outcome) : RunCommand;

    /// <summary>Write down what the probe of an attempt said.</summary>
    public sealed record ReportProbe(StepKey Key, ProbeAnswer Answer) : RunCommand;

    /// <summary>The time of a durable wait is over.</summary>
    public sealed record EndWait(StepKey Key) : RunCommand;

    /// <summary>Remind people of an open question.</summary>
    public sealed record Remind(string Gate, int Reminder) : RunCommand;

    /// <summary>Remind people that a step waits for their decision.</summary>
    public sealed record RemindDecision(StepPlace Place, int Reminder) : RunCommand;

    /// <summary>The open question is too old to be answered.</summary>
    public sealed record Expire(string Gate) : RunCommand;

    /// <summary>The runbook has a failure roll back.</summary>
    public sealed record RollBackOnFailure : RunCommand;

    /// <summary>Write down what a rollback will do, now that nothing is in hand any more.</summary>
    public sealed record PlanRollback : RunCommand;

    /// <summary>Write down that the next host of a stage may not begin now, because of the window.</summary>
    public sealed record AwaitWindow(string Stage) : RunCommand;

    /// <summary>Write down that the wall clock was moved.</summary>
    /// <param name="Known">How many such jumps the run knew of when this one was seen.</param>
    /// <param name="By">How far, forward or back.</param>
    /// <param name="Before">What the clock showed when it was last seen to go right.</param>
    public sealed record NoteClockJump(int Known, TimeSpan By, DateTimeOffset Before) : RunCommand;

    /// <summary>All stages are done.</summary>
    public sealed record Finish : RunCommand;

    /// <summary>The rollback branch may have been kept for long enough: people are to be told.</summary>
    public sealed record OfferBranch : RunCommand;
}
