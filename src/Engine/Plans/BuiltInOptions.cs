using OlUpgrade.Runbooks;

namespace OlUpgrade.Plans;

/// <summary>The built-in steps that a runbook asks for before its own stages.</summary>
/// <param name="KeepsBranch">A rollback branch is created.</param>
/// <param name="OpensIssue">A tracking issue is opened.</param>
/// <param name="Preflight">
/// The runbook's preflight step, which also checks every host before the plan is posted; null if it has none.
/// </param>
/// <param name="LooksAhead">
/// Every host is asked which packages an upgrade would change and which of those changes could not be undone.
/// </param>
public sealed record BuiltInOptions(bool KeepsBranch, bool OpensIssue, PlannedStep? Preflight, bool LooksAhead)
{
    /// <summary>The approval is checked again right before the first effect.</summary>
    public bool Confirms { get; init; }

    /// <summary>
    /// The packages that are upgraded: every host is asked for the versions before the plan is posted, and downloads
    /// them after the approval. Null if no step upgrades packages by itself.
    /// </summary>
    public PackageSelection? Upgrades { get; init; }

    /// <summary>The options of every run from before there were any.</summary>
    public static BuiltInOptions Plain { get; } =
        new(KeepsBranch: false, OpensIssue: true, Preflight: null, LooksAhead: false);
}
