using System.Collections.Immutable;
using OlUpgrade.Hosts;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;

namespace OlUpgrade.Runs.Fleet;

/// <summary>
/// A new run that takes up what an earlier one left: its hosts that are not done, its parameters, the runbook as it is
/// now. It is a run like any other, with a plan and an approval of its own.
/// </summary>
public static class Continuation
{
    /// <summary>Why there is nothing to go on with; null when there is.</summary>
    public static string? Refusal(Run earlier)
    {
        if (!earlier.IsSettled)
            return $"Run {earlier.Id} has not ended, so its hosts are still its own. Wait for it, or abort it first.";
        if (earlier.Plan!.OnlyReads)
            return $"Run {earlier.Id} only read: start its runbook again.";
        return Remaining(earlier).IsEmpty
            ? $"Run {earlier.Id} left no host to continue with.{LeftOut(earlier)} Name the hosts if you mean them anyway."
            : null;
    }

    /// <summary>Not done there, in its order. What a person left out stays left out.</summary>
    public static ImmutableArray<string> Remaining(Run earlier) =>
        [
            .. from row in FleetTable.Of(earlier)
            where row.State is not (HostState.Done or HostState.Soaking or HostState.Excluded)
            select row.Host,
        ];

    /// <summary>The plan, or every reason why there is none.</summary>
    /// <param name="given">Parameters that are to have another value than in the earlier run.</param>
    /// <param name="only">Other hosts than the remaining ones; empty for those.</param>
    public static PlannerAnswer Plan(
        Run earlier,
        Runbook runbook,
        Inventory inventory,
        Facts given,
        ImmutableArray<string> only
    )
    {
        if (only.IsEmpty && Refusal(earlier) is { } refusal)
            return PlannerAnswer.Refused([refusal]);
        var kept = earlier.Plan!.Parameters.Where(old =>
            runbook.Parameters.Any(parameter => parameter.Name == old.Key)
        );
        var answer = Planner.Make(
            runbook,
            inventory,
            given.AddRange(kept.Where(old => !given.ContainsKey(old.Key))),
            only.IsEmpty ? Remaining(earlier) : only
        );
        return answer.Plan is { } plan ? PlannerAnswer.Planned(plan with { Continues = earlier.Id.Number }) : answer;
    }

    private static string LeftOut(Run earlier) =>
        earlier.Excluded.IsEmpty
            ? ""
            : $" Left out by a person: {string.Join(", ", earlier.Excluded.Order(StringComparer.Ordinal))}.";
}
