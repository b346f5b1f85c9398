using System.Collections.Immutable;

namespace OlUpgrade.Plans;

/// <summary>The requested plan, or every reason why there is none. Never both, never neither.</summary>
public sealed record PlannerAnswer
{
    private PlannerAnswer(Plan? plan, ImmutableArray<string> refusals)
    {
        Plan = plan;
        Refusals = refusals;
    }

    /// <summary>Null exactly when there are refusals.</summary>
    public Plan? Plan { get; }

    /// <summary>Sentences for the person who made the request.</summary>
    public ImmutableArray<string> Refusals { get; }

    public static PlannerAnswer Planned(Plan plan) => new(plan, []);

    public static PlannerAnswer Refused(ImmutableArray<string> refusals) =>
        refusals.IsEmpty
            ? throw new ArgumentException("A refusal needs at least one reason.", nameof(refusals))
            : new(null, refusals);
}
