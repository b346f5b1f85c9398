using System.Collections.Immutable;
using OlUpgrade.Runbooks;

namespace OlUpgrade.Plans;

/// <summary>
/// A stage of the frozen plan. Stages go one after another; within one, each host does all steps in order, and at
/// most <paramref name="Limit"/> hosts are in work at once. A stage without hosts is done by the run itself.
/// </summary>
/// <param name="Gate">Who must agree before it begins; null when nobody is asked.</param>
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
    /// <summary>The hosts, or the run itself where there are none.</summary>
    public IEnumerable<string> Places => Hosts.IsEmpty ? [StepPlace.NoHost] : Hosts;
}
