using System.Collections.Immutable;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs.Fleet;

namespace OlUpgrade.Runs;

/// <summary>
/// What people and the executor ask of a run: a closed set. Deciding the same command twice yields no events the second
/// time.
/// </summary>
public abstract record RunCommand
{
    private protected RunCommand() { }

    /// <summary>Give the plan its digest, now that the hosts are surveyed.</summary>
    /// <param name="Owners">Other open runs that have a machine of this run, by machine ID.</param>
    public sealed record MakePlan(ImmutableDictionary<string, RunId> Owners) : RunCommand
    {
        /// <summary>What all runs have taken or left out of service; null if it is not known.</summary>
        public FleetState? Fleet { get; init; }
    }

    /// <summary>Record that an attempt is about to be performed.</summary>
    public sealed record BeginStep(StepKey Key, long FencingToken, Facts Before) : RunCommand
    {
        /// <summary>What all runs have taken or left out of service; null unless the step takes a host, or is a
        /// preflight.</summary>
        public FleetState? Fleet { get; init; }
    }

    /// <summary>Record what became of an attempt.</summary>
    public sealed record ReportOutcome(StepKey Key, Outcome Outcome) : RunCommand
    {
        /// <summary>What all runs have taken or left out of service; null unless a rollback could not take a
        /// host.</summary>
        public FleetState? Fleet { get; init; }
    }

    /// <summary>Record the answer of a probe.</summary>
    public sealed record ReportProbe(StepKey Key, ProbeAnswer Answer) : RunCommand;

    /// <summary>End a durable wait whose time is over.</summary>
    public sealed record EndWait(StepKey Key) : RunCommand;

    /// <summary>Remind people of an open question.</summary>
    public sealed record Remind(string Gate, int Reminder) : RunCommand;

    /// <summary>Remind people that a step waits for their decision.</summary>
    public sealed record RemindDecision(StepPlace Place, int Reminder) : RunCommand;

    /// <summary>An approver may no longer approve: what they allowed, and has not begun, waits for another.</summary>
    public sealed record VoidApproval(string Gate, Person By, string Why) : RunCommand;

    /// <summary>Expire an open question that is too old to be answered.</summary>
    public sealed record Expire(string Gate) : RunCommand;

    /// <summary>Roll back because a step failed, as the runbook says.</summary>
    public sealed record RollBackOnFailure : RunCommand;

    /// <summary>Plan the requested rollback, now that nothing is in flight.</summary>
    public sealed record PlanRollback : RunCommand;

    /// <summary>Record that the next host of a stage waits for the window.</summary>
    public sealed record AwaitWindow(string Stage) : RunCommand;

    /// <summary>Record a clock jump.</summary>
    /// <param name="Known">How many jumps the run had recorded when this one was seen.</param>
    /// <param name="By">How far, forward or back.</param>
    /// <param name="Before">What the clock showed at the last check before the jump.</param>
    public sealed record NoteClockJump(int Known, TimeSpan By, DateTimeOffset Before) : RunCommand;

    /// <summary>End the run if all its stages are done.</summary>
    public sealed record Finish : RunCommand;

    /// <summary>Offer to delete the rollback branch if it was kept for long enough.</summary>
    public sealed record OfferBranch : RunCommand;
}
