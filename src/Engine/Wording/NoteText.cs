using System.Diagnostics;
using OlUpgrade.Calendar;
using OlUpgrade.Runs;

namespace OlUpgrade.Wording;

/// <summary>
/// What people read about an event: what happened, where, and what they can do next. Each kind of event has its words
/// in a room of its own; an event that is not reported has none.
/// </summary>
internal static class NoteText
{
    /// <summary>The sentence, with commands spelled as its readers type them.</summary>
    /// <param name="door">Where it is read.</param>
    /// <exception cref="UnreachableException">The event is never reported.</exception>
    public static string Of(RunEvent happened, Run before, Run after, Door door) =>
        happened switch
        {
            RunEvent.StepStarted e => StepText.Started(after, e),
            RunEvent.StepSucceeded e => StepText.Succeeded(after, e),
            RunEvent.StepFailed e => StepText.Failed(after, e, door),
            RunEvent.RetryScheduled e => StepText.RetryScheduled(before, after, e),
            RunEvent.StepDoubted e => StepText.Doubted(e),
            RunEvent.StepUnknown e => StepText.Unknown(after, e, door),
            RunEvent.StepResumed e => DecisionText.Resumed(before, e),
            RunEvent.DoubtSettled e => DecisionText.Settled(e),
            RunEvent.PreflightOverridden e => DecisionText.Overridden(e),
            RunEvent.HostAdopted e => DecisionText.Adopted(e),
            RunEvent.StepSkipped e => DecisionText.Skipped(after, e),
            RunEvent.StepRefused e => DecisionText.StepRefused(after, e, door),
            RunEvent.HostExcluded e => DecisionText.Excluded(after, e),
            RunEvent.HostReturned e => DecisionText.Returned(e),
            RunEvent.NoteAdded e => DecisionText.Noted(e),
            RunEvent.RunHalted e => DecisionText.Halted(after, e, door),
            RunEvent.RunResumed e => DecisionText.RunResumed(e),
            RunEvent.DecisionReminded e => DecisionText.Reminded(after, e, door),
            RunEvent.WindowAwaited e => WindowText.Awaited(after, e, door),
            RunEvent.WindowWaived e => WindowText.Waived(e),
            RunEvent.ClockJumped e => WindowText.ClockJumped(e),
            RunEvent.ApprovalGiven e => GateText.Approved(after, e),
            RunEvent.ApprovalWithdrawn e => GateText.Withdrawn(after, e),
            RunEvent.ApprovalVoided e => GateText.Voided(after, e),
            RunEvent.ApprovalReminded e => GateText.Reminded(after, e),
            RunEvent.ApprovalExpired e => GateText.Expired(after, e, door),
            RunEvent.ApprovalReopened e => GateText.Reopened(after, e),
            RunEvent.SignalIgnored e => GateText.Ignored(e),
            RunEvent.RollbackAsked e => RollbackText.Asked(after, e),
            RunEvent.RollbackPlanned => RollbackText.Planned(after),
            RunEvent.RollbackRefused e => RollbackText.Refused(after, e, door),
            RunEvent.HostRolledBack e => RollbackText.RolledBack(e),
            RunEvent.HostMixed e => RollbackText.Mixed(e),
            RunEvent.RunRolledBack e => RollbackText.Ended(after, e),
            RunEvent.RunRefused e => EndText.Refused(after, e),
            RunEvent.RunAborted e => EndText.Aborted(after, e, door),
            RunEvent.RunSucceeded => EndText.Succeeded(after, door),
            RunEvent.RunFailed e => EndText.Failed(after, e),
            RunEvent.BranchOffered => BranchText.Offered(after, door),
            RunEvent.BranchDeletionRequested e => BranchText.DeletionRequested(after, e),
            RunEvent.RunRequested or RunEvent.RunTakenOver or RunEvent.PlanMade or RunEvent.StepNotHappened =>
                throw new UnreachableException($"{happened.GetType().Name} is not reported."),
            _ => throw new UnreachableException($"No words for {happened.GetType().Name}."),
        };

    /// <summary>
    /// The same for a comment on the issue, which has room for every change on a host, and which may arrive late, so
    /// that a person's note carries its time.
    /// </summary>
    public static string OnIssue(Entry entry, Run before, Run after)
    {
        if (entry.Event is RunEvent.NoteAdded note)
            return $"Note by {note.By.Name}, {TimeText.Of(entry.At)}: {note.Text}";
        return entry.Event is RunEvent.StepSucceeded done && StepText.AllChanges(after, done.Place) is { } changes
            ? changes
            : Of(entry.Event, before, after, Door.Issue);
    }

    /// <summary>A person's reason, in brackets after what they did; empty without one.</summary>
    public static string Because(string? reason) => string.IsNullOrWhiteSpace(reason) ? "" : $" ({reason})";
}
