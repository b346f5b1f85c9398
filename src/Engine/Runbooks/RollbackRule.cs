namespace OlUpgrade.Runbooks;

/// <summary>How a run of this runbook rolls back.</summary>
/// <param name="NeedsApproval">A person other than the one who asked must approve, except in an emergency.</param>
/// <param name="StopsCommands">Commands in flight are stopped; otherwise they end by themselves first.</param>
/// <param name="LeavesUnreachable">
/// A host that does not answer is left out; otherwise the rollback waits for a person.
/// </param>
/// <param name="OnFailure">A step that fails with no retry left rolls everything back, without a person.</param>
/// <param name="Within">How long after its end a run can still be rolled back; 7 days by default.</param>
public sealed record RollbackRule(
    bool NeedsApproval,
    bool StopsCommands,
    bool LeavesUnreachable,
    bool OnFailure,
    TimeSpan Within
)
{
    /// <summary>The defaults, for a runbook without the key and for runs that are older than the key.</summary>
    public static RollbackRule Plain { get; } = new(false, false, false, false, TimeSpan.FromDays(7));
}
