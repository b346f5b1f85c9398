namespace OlUpgrade.Runbooks;

/// <summary>How a run of this runbook goes back.</summary>
/// <param name="NeedsApproval">Somebody else than who asks for it must agree, except in an emergency.</param>
/// <param name="StopsCommands">What is in hand is stopped; else it ends by itself first.</param>
/// <param name="LeavesUnreachable">
/// A host that does not answer is left out; else the rollback waits for a person.
/// </param>
/// <param name="OnFailure">A step that fails for good has everything rolled back, without a person.</param>
/// <param name="Within">How long after its end a run can still be rolled back.</param>
public sealed record RollbackRule(
    bool NeedsApproval,
    bool StopsCommands,
    bool LeavesUnreachable,
    bool OnFailure,
    TimeSpan Within
)
{
    /// <summary>Where the runbook says nothing, and for runs that are older than the key.</summary>
    public static RollbackRule Plain { get; } = new(false, false, false, false, TimeSpan.FromDays(7));
}
