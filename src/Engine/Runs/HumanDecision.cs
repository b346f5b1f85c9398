using System.Diagnostics;

namespace OlUpgrade.Runs;

/// <summary>
/// A person's decision as the journal recorded it. A command that is based on an older state is refused with this.
/// </summary>
/// <param name="What">Completes "mek …".</param>
public sealed record HumanDecision(int Version, DateTimeOffset At, string By, string What)
{
    /// <summary>"mek skipped ol-web1: upgrade at 10:53:01 UTC."</summary>
    public string Sentence => $"{By} {What} at {At:HH:mm:ss} UTC.";

    /// <summary>The decision that this entry records; null when it records none.</summary>
    public static HumanDecision? Of(Entry entry)
    {
        return entry.Event switch
        {
            RunEvent.StepResumed e => By(e.By, $"resumed {e.Place}"),
            RunEvent.DoubtSettled e => By(e.By, $"said that {e.Place} {(e.Happened ? "happened" : "did not happen")}"),
            RunEvent.StepSkipped e => By(e.By, $"skipped {e.Place}"),
            RunEvent.StepRefused e => By(e.By, $"refused {e.Place}"),
            RunEvent.HostExcluded e => By(e.By, $"excluded {e.Host}"),
            RunEvent.HostReturned e => By(e.By, $"returned {e.Host} to service"),
            RunEvent.HostAdopted e => By(e.By, $"adopted {e.Place.Host}"),
            RunEvent.PreflightOverridden e => By(e.By, $"overrode the preflight of {e.Place.Host}"),
            RunEvent.WindowWaived e => By(e.By, $"waived the window of {e.Host}"),
            RunEvent.ApprovalReopened e => By(e.By, "asked again for the approval"),
            RunEvent.RunHalted e => By(e.By, "put the run on hold"),
            RunEvent.RunResumed e => By(e.By, "resumed the run"),
            RunEvent.RollbackAsked e => By(e.By, $"asked to roll back {e.Target}"),
            RunEvent.RollbackRefused e => By(e.By, "refused the rollback"),
            RunEvent.RunRefused e => By(e.By, "refused the run"),
            RunEvent.RunAborted e => By(e.By, "aborted the run"),
            RunEvent.BranchDeletionRequested e => By(e.By, "deleted the rollback branch"),
            // Approvals are counted, not compared: two approvers who agree in the same second are both right.
            RunEvent.ApprovalGiven or RunEvent.ApprovalWithdrawn or RunEvent.ApprovalVoided => null,
            // A request is what decisions are about; a note decides nothing.
            RunEvent.RunRequested or RunEvent.NoteAdded or RunEvent.SignalIgnored => null,
            RunEvent.RunTakenOver or RunEvent.PlanMade or RunEvent.ClockJumped or RunEvent.WindowAwaited => null,
            RunEvent.StepStarted or RunEvent.StepSucceeded or RunEvent.StepFailed or RunEvent.RetryScheduled => null,
            RunEvent.StepDoubted or RunEvent.StepNotHappened or RunEvent.StepUnknown => null,
            RunEvent.RollbackPlanned or RunEvent.HostRolledBack or RunEvent.HostMixed => null,
            RunEvent.ApprovalReminded or RunEvent.DecisionReminded or RunEvent.ApprovalExpired => null,
            RunEvent.RunSucceeded or RunEvent.RunFailed or RunEvent.RunRolledBack or RunEvent.BranchOffered => null,
            _ => throw new UnreachableException($"Is {entry.Event.GetType().Name} a person's decision?"),
        };

        HumanDecision By(Person person, string what) => new(entry.Version, entry.At, person.Name, what);
    }
}
