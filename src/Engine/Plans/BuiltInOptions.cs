namespace OlUpgrade.Plans;

/// <summary>What a runbook asks the engine to put before its own stages.</summary>
/// <param name="KeepsBranch">A rollback branch is made.</param>
/// <param name="OpensIssue">A tracking issue is opened.</param>
/// <param name="Preflight">
/// The runbook's preflight, which is also asked of all hosts before the plan; null without one.
/// </param>
/// <param name="LooksAhead">
/// The hosts are asked which packages would change and what of it could not be taken back.
/// </param>
public sealed record BuiltInOptions(bool KeepsBranch, bool OpensIssue, PlannedStep? Preflight, bool LooksAhead)
{
    /// <summary>The approval is looked at again right before the first effect.</summary>
    public bool Confirms { get; init; }

    /// <summary>As every run had it before there was anything to choose.</summary>
    public static BuiltInOptions Plain { get; } =
        new(KeepsBranch: false, OpensIssue: true, Preflight: null, LooksAhead: false);
}
