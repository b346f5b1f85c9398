using System.Diagnostics;
using OlUpgrade.Plans;
using OlUpgrade.Runs;

namespace OlUpgrade.Wording;

/// <summary>
/// The note that makes a question's message show its answer. It names the message, because the run may have forgotten
/// it by then: a question that is asked again has a new one.
/// </summary>
public static class QuestionNote
{
    private const char Separator = ' ';

    /// <summary>The note of an entry that answers a question or withdraws an answer; null for any other.</summary>
    public static Note? Of(Run before, Entry entry) =>
        GateOf(before, entry.Event) is { } name
        && Gate.Named(before.Plan!, name) is { } gate
        && PostedMessage.Of(before.Evidence(gate.Question)) is var (channel, ts)
            ? new Note(entry.Run, entry.Version, NoteTarget.Question, string.Join(Separator, channel, ts, name))
            : null;

    /// <summary>The message, and the gate that it asks about.</summary>
    public static (string Channel, string Ts, string Gate) Read(Note note) =>
        note.Text.Split(Separator, 3) is [var channel, var ts, var gate]
            ? (channel, ts, gate)
            : throw new ArgumentException($"The note {note.Marker} is not about a question.", nameof(note));

    private static string? GateOf(Run before, RunEvent happened) =>
        happened switch
        {
            RunEvent.ApprovalGiven e => e.Stage,
            RunEvent.ApprovalWithdrawn e => e.Stage,
            RunEvent.ApprovalVoided e => e.Stage,
            RunEvent.ApprovalExpired e => e.Stage,
            RunEvent.ApprovalReopened e => e.Stage,
            RunEvent.RunRefused e => e.Stage,
            RunEvent.RollbackRefused e => e.Stage,
            RunEvent.StepRefused e => Gate.Of(before.Plan!, e.Place)?.Name,
            RunEvent.RunAborted or RunEvent.RollbackAsked => before.CurrentGate?.Name,
            // A new question has a message of its own; reminders and ignored signals leave it open.
            RunEvent.StepSucceeded or RunEvent.ApprovalReminded or RunEvent.SignalIgnored => null,
            RunEvent.RunRequested or RunEvent.RunTakenOver or RunEvent.PlanMade or RunEvent.NoteAdded => null,
            RunEvent.StepStarted or RunEvent.StepFailed or RunEvent.RetryScheduled or RunEvent.StepDoubted => null,
            RunEvent.StepNotHappened or RunEvent.StepUnknown or RunEvent.StepResumed or RunEvent.StepSkipped => null,
            RunEvent.DoubtSettled or RunEvent.DecisionReminded or RunEvent.PreflightOverridden => null,
            RunEvent.HostAdopted or RunEvent.HostExcluded or RunEvent.HostRolledBack or RunEvent.HostMixed => null,
            RunEvent.HostReturned or RunEvent.WindowAwaited or RunEvent.WindowWaived => null,
            RunEvent.ClockJumped => null,
            RunEvent.RunHalted or RunEvent.RunResumed or RunEvent.RollbackPlanned => null,
            RunEvent.RunSucceeded or RunEvent.RunFailed or RunEvent.RunRolledBack => null,
            RunEvent.BranchOffered or RunEvent.BranchDeletionRequested => null,
            _ => throw new UnreachableException($"Does {happened.GetType().Name} answer a question?"),
        };
}
