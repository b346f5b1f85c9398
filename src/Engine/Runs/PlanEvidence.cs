using System.Collections.Immutable;

namespace OlUpgrade.Runs;

/// <summary>Puts into a plan what is known of earlier runs, and has it ask behind the canary where the runbook wants more.</summary>
public static class PlanEvidence
{
    /// <summary>So many of them, the newest, are shown.</summary>
    public const int Most = 3;

    /// <summary>Why the second stage asks, where no evidence is known and the runbook requires it.</summary>
    public const string OwnResult = "no earlier success with this runbook is known: look at the canary's own result first";

    public static Plan With(Plan plan, IEnumerable<EarlierSuccess> found)
    {
        ImmutableArray<EarlierSuccess> evidence = [.. found.OrderByDescending(one => one.EndedAt).Take(Most)];
        var known = plan with { Evidence = evidence };
        return plan.NeedsEvidence && evidence.IsEmpty ? AskingBehindTheCanary(known) : known;
    }

    private static Plan AskingBehindTheCanary(Plan plan)
    {
        var second = plan.Stages.Where(stage => stage.Kind == StageKind.Upgrade).Skip(1).FirstOrDefault();
        return second is null
            ? plan
            : plan with
            {
                Stages = plan.Stages.Replace(second, second with
                {
                    Gate = second.Gate ?? plan.Approval,
                    Why = second.Why is null ? OwnResult : $"{OwnResult}; {second.Why}",
                }),
            };
    }
}
