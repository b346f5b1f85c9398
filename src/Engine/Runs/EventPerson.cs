namespace OlUpgrade.Runs;

/// <summary>Whose word an event is.</summary>
public static class EventPerson
{
    /// <summary>The person, with the accounts that were known then; null for what no person said.</summary>
    public static Person? Of(RunEvent happened) =>
        happened switch
        {
            RunEvent.RunRequested e => e.Requester,
            RunEvent.StepResumed e => e.By,
            RunEvent.DoubtSettled e => e.By,
            RunEvent.PreflightOverridden e => e.By,
            RunEvent.HostAdopted e => e.By,
            RunEvent.StepSkipped e => e.By,
            RunEvent.StepRefused e => e.By,
            RunEvent.HostExcluded e => e.By,
            RunEvent.HostReturned e => e.By,
            RunEvent.NoteAdded e => e.By,
            RunEvent.RunHalted e => e.By,
            RunEvent.RunResumed e => e.By,
            RunEvent.RollbackAsked e => e.By,
            RunEvent.RollbackRefused e => e.By,
            RunEvent.ApprovalGiven e => e.By,
            RunEvent.ApprovalWithdrawn e => e.By,
            RunEvent.ApprovalReopened e => e.By,
            RunEvent.WindowWaived e => e.By,
            RunEvent.RunRefused e => e.By,
            RunEvent.RunAborted e => e.By,
            RunEvent.BranchDeletionRequested e => e.By,
            // The rest is what happened on hosts and to the run; a test lists every event that has a person.
            _ => null,
        };
}
