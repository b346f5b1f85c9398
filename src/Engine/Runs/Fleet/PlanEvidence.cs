using System.Collections.Immutable;
using OlUpgrade.Plans;
using OlUpgrade.Yaml;

namespace OlUpgrade.Runs.Fleet;

/// <summary>
/// Adds evidence from earlier runs to a plan, and a gate after the canary if the runbook requires evidence and there is
/// none.
/// </summary>
public static class PlanEvidence
{
    /// <summary>How many earlier runs are shown, newest first.</summary>
    public const int Max = 3;

    /// <summary>Why the second stage asks, if the runbook requires evidence and there is none.</summary>
    public const string OwnResult =
        "no earlier success with this runbook is known: look at the canary's own result first";

    /// <summary>The run as evidence; null if it did not succeed, or ran a different text of the runbook.</summary>
    public static EarlierSuccess? Of(Run run, Digest runbook)
    {
        if (
            run is not { Status: RunStatus.Succeeded, EndedAt: { } endedAt, Plan: { } plan }
            || plan.RunbookDigest != runbook
        )
            return null;
        ImmutableArray<string> done =
        [
            .. FleetTable.Of(run).Where(row => row.State == HostState.Done).Select(row => row.Host),
        ];
        var link = run.Evidence(BuiltInSteps.Issue)?.GetValueOrDefault("url")
            ?? run.Evidence(BuiltInSteps.Header)?.GetValueOrDefault("link");
        return done.IsEmpty ? null : new(run.Id.Number, endedAt, done, link);
    }

    /// <summary>The plan with the newest of these runs as its evidence.</summary>
    public static Plan With(Plan plan, IEnumerable<EarlierSuccess> found)
    {
        ImmutableArray<EarlierSuccess> evidence = [.. found.OrderByDescending(one => one.EndedAt).Take(Max)];
        var known = plan with { Evidence = evidence };
        return plan.NeedsEvidence && evidence.IsEmpty ? WithGateAfterCanary(known) : known;
    }

    private static Plan WithGateAfterCanary(Plan plan)
    {
        var second = plan.Stages.Where(stage => stage.Kind == StageKind.Upgrade).Skip(1).FirstOrDefault();
        return second is null
            ? plan
            : plan with
            {
                Stages = plan.Stages.Replace(
                    second,
                    second with
                    {
                        Gate = second.Gate ?? plan.Approval,
                        Why = second.Why is null ? OwnResult : $"{OwnResult}; {second.Why}",
                    }
                ),
            };
    }
}
