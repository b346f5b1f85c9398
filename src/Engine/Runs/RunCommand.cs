using System.Collections.Immutable;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Yaml;

namespace OlUpgrade.Runs;

/// <summary>
/// What people, the outside and the executor ask of a run: a closed set. Deciding the same command twice yields no
/// events the second time.
/// </summary>
public abstract record RunCommand
{
    private RunCommand() { }

    /// <summary>The state that the person saw who decides; null when they did not say.</summary>
    public int? Seen { get; init; }

    /// <summary>Through which door it came; null for what no person says.</summary>
    public string? Through { get; init; }

    /// <summary>Begin a run from this plan.</summary>
    public sealed record Request(string RequestKey, Person Requester, string Via, Plan Plan) : RunCommand;

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

    /// <summary>Consent at a gate.</summary>
    /// <param name="Gate">Null for the one that is open.</param>
    /// <param name="Digest">The plan that the person saw; null when the message itself is of one plan only.</param>
    public sealed record Approve(string? Gate, Digest? Digest, Person By, string Via) : RunCommand;

    /// <summary>Take a consent back, before the gate has opened.</summary>
    public sealed record Withdraw(string Gate, Person By, string Via) : RunCommand;

    /// <summary>Say no at a gate: it ends what was asked about, the run, its rollback or the step.</summary>
    public sealed record Refuse(string? Gate, Person By, string? Reason) : RunCommand;

    /// <summary>Remind people of an open question.</summary>
    public sealed record Remind(string Gate, int Reminder) : RunCommand;

    /// <summary>Remind people that a step waits for their decision.</summary>
    public sealed record RemindDecision(StepPlace Place, int Reminder) : RunCommand;

    /// <summary>The open question is too old to be answered.</summary>
    public sealed record Expire(string Gate) : RunCommand;

    /// <summary>
    /// Go on where it stopped: the failed step is begun again unless it is found to be done by now, the unknown one is
    /// probed again, the expired question is asked again, a held run is let go on.
    /// </summary>
    /// <param name="Place">Which step; null when only one is stuck.</param>
    public sealed record Resume(StepPlace? Place, Person By, string? Reason) : RunCommand;

    /// <summary>Begin the failed step again, whatever is found there.</summary>
    /// <param name="Place">Which step; null when only one is stuck.</param>
    public sealed record Retry(StepPlace? Place, Person By, string? Reason) : RunCommand;

    /// <summary>Go on without the failed step on this host.</summary>
    /// <param name="Place">Which step; null when only one is stuck.</param>
    public sealed record Skip(StepPlace? Place, Person By, string? Reason) : RunCommand;

    /// <summary>Do nothing more on this host, and go on with the others.</summary>
    public sealed record Exclude(string Host, Person By, string? Reason) : RunCommand;

    /// <summary>Write something down that belongs to the run, open or ended.</summary>
    /// <param name="Key">Names the note, so that the same one delivered twice is one.</param>
    public sealed record Note(string Key, Person By, string Text, string Via) : RunCommand;

    /// <summary>Begin nothing more until somebody says resume.</summary>
    public sealed record Halt(Person By, string? Reason) : RunCommand;

    /// <summary>Bring hosts back to what they were before this run.</summary>
    /// <param name="Target">A host, a stage, or <c>all</c>.</param>
    /// <param name="IsEmergency">No approval is waited for, whatever the runbook says.</param>
    public sealed record RollBack(string Target, Person By, string? Reason, bool IsEmergency = false) : RunCommand;

    /// <summary>The runbook has a failure roll back.</summary>
    public sealed record RollBackOnFailure : RunCommand;

    /// <summary>Write down what a rollback will do, now that nothing is in hand any more.</summary>
    public sealed record PlanRollback : RunCommand;

    /// <summary>Say what became of an unknown attempt.</summary>
    public sealed record Settle(StepPlace? Place, bool Happened, Person By, string? Reason) : RunCommand;

    /// <summary>
    /// Go on in spite of what a preflight found. An approver's word, for this step on this host alone.
    /// </summary>
    public sealed record Override(StepPlace Place, Person By, string? Reason) : RunCommand;

    /// <summary>
    /// Take a host whose ledger refuses this run: another database's, another holder's, a new one. What it kept is set
    /// aside, and the refused step is tried again.
    /// </summary>
    public sealed record Adopt(string Host, Person By, string? Reason) : RunCommand;

    /// <summary>End the run: nothing further begins.</summary>
    /// <param name="Stops">What runs on a host now is stopped there; else it ends by itself.</param>
    public sealed record Abort(Person By, string? Reason, bool Stops = false) : RunCommand;

    /// <summary>
    /// Have the next host of a stage begin outside its window. An approver's word, for this host alone.
    /// </summary>
    public sealed record WaiveWindow(string Host, Person By, string? Reason) : RunCommand;

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

    /// <summary>Delete the rollback branch of a run that has ended.</summary>
    public sealed record DeleteBranch(Person By, string? Reason) : RunCommand;
}
