using System.Collections.Immutable;
using OlUpgrade.Runbooks;

namespace OlUpgrade.Plans;

/// <summary>
/// A stage of the frozen plan. Stages run one after another; within a stage, each host does all steps in order. A stage
/// without hosts is done by the run itself.
/// </summary>
/// <param name="Limit">How many of its hosts may be in work or out of service at once; at least 1.</param>
/// <param name="Gate">Who must approve before it starts; null if no approval is needed.</param>
/// <param name="Why">The author's reason for the order, shown to approvers; null if there is none.</param>
public sealed record PlannedStage(
    string Name,
    StageKind Kind,
    ImmutableArray<string> Hosts,
    ImmutableArray<PlannedStep> Steps,
    int Limit,
    ApprovalRule? Gate,
    string? Why
)
{
    /// <summary>The hosts, or <c>-</c> for the run itself.</summary>
    public IEnumerable<string> Places => Hosts.IsEmpty ? [StepPlace.NoHost] : Hosts;
}
