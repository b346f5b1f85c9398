using System.Collections.Immutable;

namespace OlUpgrade.Runs;

/// <summary>The rollback of a run: who requested it, of which hosts and, once planned, its stages.</summary>
/// <param name="Number">1 for the first rollback of the run, and so on.</param>
/// <param name="Hosts">In the order in which they are rolled back.</param>
/// <param name="From">The run at the time of the request; restored if an approver refuses.</param>
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
