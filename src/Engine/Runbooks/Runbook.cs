using System.Collections.Immutable;
using OlUpgrade.Calendar;
using OlUpgrade.Yaml;

namespace OlUpgrade.Runbooks;

/// <summary>
/// A validated runbook: what is done on each host, in which order, and who must agree first. Nothing in it is
/// missing or ambiguous; a file that does not make one is refused with its problems.
/// </summary>
/// <param name="Source">The file's text, kept for the record.</param>
/// <param name="Digest">Of the source; evidence of earlier runs goes by it.</param>
/// <param name="Issue">Where the tracking issue is opened; null for a runbook that only reads and wants none.</param>
/// <param name="Window">When hosts may be touched; null for always.</param>
/// <param name="Expected">What one host takes; null when nobody said, and then the window must only be open.</param>
/// <param name="Rollback">How a run goes back; null when the file says nothing.</param>
/// <param name="Schedule">When it starts by itself; null for never.</param>
public sealed record Runbook(
    string Name,
    string Title,
    string Source,
    Digest Digest,
    ImmutableArray<Parameter> Parameters,
    IssueRule? Issue,
    RollbackBranchRule? RollbackBranch,
    ApprovalRule Approval,
    ImmutableArray<Stage> Stages,
    ImmutableArray<Step> Steps,
    Window? Window = null,
    ExpectedTime? Expected = null,
    RunSchedule? Schedule = null,
    RollbackRule? Rollback = null
)
{
    /// <summary>A run that has no earlier success to show asks behind its first stage whether that went well.</summary>
    public bool NeedsEvidence { get; init; }
}
