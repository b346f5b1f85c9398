namespace OlUpgrade.Execution;

/// <summary>
/// How many runs each reader takes from the journal's list, newest first. No list is read without a limit; these
/// are far above what a site reaches, so they only keep a mistake from filling the memory.
/// </summary>
internal static class RunListLimits
{
    /// <summary>
    /// Open runs that a process drives. Every open run that changes something owns its hosts, so there cannot be more
    /// of those than hosts.
    /// </summary>
    public const int MaxOpen = 10_000;

    /// <summary>
    /// Runs whose rollback branch may be due for an offer. A branch is kept for 400 days at most, so this allows twelve
    /// runs a day.
    /// </summary>
    public const int MaxForBranchOffers = 5_000;

    /// <summary>
    /// Runs among which a report looks for earlier ones of its runbook; older ones say little about today.
    /// </summary>
    public const int MaxForComparison = 200;
}
