using System.Collections.Immutable;
using OlUpgrade.Calendar;
using OlUpgrade.Yaml;

namespace OlUpgrade.Runbooks;

/// <summary>
/// A validated runbook: what is done on each host, in which order, and who must approve first. Nothing in it is missing
/// or ambiguous; a file that is invalid gives a list of problems instead.
/// </summary>
/// <param name="Name">Its name, as people type it.</param>
/// <param name="Title">What people read instead of the name.</param>
/// <param name="Source">The file's text, kept for the record.</param>
/// <param name="Digest">The digest of the source; it identifies evidence from earlier runs.</param>
/// <param name="Issue">Where to open the tracking issue; null for a runbook that only reads and opens none.</param>
/// <param name="RollbackBranch">Where to create the rollback branch; null for none.</param>
/// <param name="Approval">Who must approve the plan. A stage's own rule may differ.</param>
/// <param name="Steps">The steps of every stage; each host does them in this order.</param>
/// <param name="Window">When hosts may be changed; null for always.</param>
/// <param name="Expected">
/// How long one host takes, which is how much of the window must remain; null if an open window is enough.
/// </param>
/// <param name="Schedule">When it starts automatically; null for never.</param>
/// <param name="Rollback">How a run rolls back; null if the file does not say.</param>
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
    /// <summary>A run without an earlier success asks for another approval after its first stage.</summary>
    public bool NeedsEvidence { get; init; }
}
