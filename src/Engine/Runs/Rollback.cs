using System.Collections.Immutable;

namespace OlUpgrade.Runs;

/// <summary>The rollback of a run: who asked for what, and what it does once that is known.</summary>
/// <param name="Number">The first, second, … of this run.</param>
/// <param name="Hosts">In the order in which they are brought back.</param>
/// <param name="From">The run when it turned: what it is again if an approver says no.</param>
/// <param name="Stages">The names of its stages; default until it is planned.</param>
public sealed record Rollback(
    int Number,
    string Target,
    ImmutableArray<string> Hosts,
    Person By,
    string? Reason,
    bool IsEmergency,
    Run From,
    ImmutableArray<string> Stages = default
)
{
    public bool IsPlanned => !Stages.IsDefault;
}
