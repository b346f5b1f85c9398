using System.Collections.Immutable;
using System.Diagnostics;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;

namespace OlUpgrade.Runs;

/// <summary>
/// Which hosts of a run are out of service, and since when: hosts that were drained and not returned since, and hosts
/// on which a disruptive step started and did not end well. Stage limits, rollbacks and everything that people see use
/// this one definition.
/// </summary>
/// <remarks>
/// A skipped step no longer counts against its host; only a skipped return leaves the host drained.
/// </remarks>
public static class OutOfService
{
    /// <summary>When the host went out of service; null while it is in service as far as the run knows.</summary>
    public static DateTimeOffset? Since(Run run, string host)
    {
        var (drained, disrupted) = Of(run, host);
        return drained < disrupted ? drained : disrupted ?? drained;
    }

    /// <summary>True while the host is drained and was not returned since.</summary>
    public static bool IsDrained(Run run, string host) => Of(run, host).Drained is not null;

    /// <summary>The hosts that count toward a limit: all that are out of service, except excluded ones.</summary>
    public static ImmutableHashSet<string> Counted(Run run) =>
        [
            .. run.Plan!.Hosts.Select(host => host.Name)
                .Where(host => !run.Excluded.Contains(host) && Since(run, host) is not null),
        ];

    /// <summary>How many hosts may be out of service during work on this one: the limit of its own stage.</summary>
    public static int LimitOf(Run run, string host) =>
        run.Plan!.Stages.First(stage => stage.Kind == StageKind.Upgrade && stage.Hosts.Contains(host)).Limit;

    /// <summary>
    /// The hosts of a stage whose turn it is: those that have started and, in order, as many more as the limit allows.
    /// Every host that is out of service counts toward the limit, whatever its stage.
    /// </summary>
    public static IEnumerable<string> InTurn(Run run, PlannedStage stage)
    {
        var ahead = stage.Places.Where(host => !run.IsDone(stage, host)).ToList();
        if (stage.Kind != StageKind.Upgrade || run.Plan!.OnlyReads)
            return ahead.Take(stage.Limit);
        var counted = Counted(run).Union(ahead.Where(host => HasStarted(run, stage, host)));
        var room = Math.Max(0, stage.Limit - counted.Count);
        var next = ahead.Where(host => !counted.Contains(host)).Take(room).ToHashSet();
        return ahead.Where(host => counted.Contains(host) || next.Contains(host));
    }

    /// <summary>
    /// True when the run can finish even if this host stays out of service: with the hosts that stay out already, the
    /// limits still let every remaining host take its turn. Hosts in progress either come back or stop the run.
    /// </summary>
    public static bool MayStay(Run run, string host)
    {
        var staying = Counted(run).Where(other => !ComesBack(run, other)).Append(host).ToHashSet();
        return run
            .StagesAhead.Where(IsWork)
            .SelectMany(stage =>
                stage.Hosts.Where(other => !run.IsDone(stage, other) && !HasStarted(run, stage, other))
            )
            .All(other => Since(run, other) is not null || staying.Count < LimitOf(run, other));
    }

    /// <summary>True for a host that will still be returned or, if it is not drained, is still in progress.</summary>
    private static bool ComesBack(Run run, string host)
    {
        var isDrained = IsDrained(run, host);
        return run
            .StagesAhead.Where(stage => IsWork(stage) && stage.Hosts.Contains(host))
            .Any(stage =>
                isDrained
                    ? stage.Steps.Any(step =>
                        step.Work is Work.Return && !run.Step(new(stage.Name, host, step.Name)).IsOver
                    )
                    : !run.IsDone(stage, host)
            );
    }

    private static bool IsWork(PlannedStage stage) => stage.Kind is StageKind.Upgrade or StageKind.Rollback;

    /// <summary>When the host was drained, and when a step first may have taken it down.</summary>
    private static (DateTimeOffset? Drained, DateTimeOffset? Disrupted) Of(Run run, string host)
    {
        DateTimeOffset? drained = null,
            disrupted = null;
        foreach (var stage in StagesOf(run, host))
        {
            foreach (var (at, planned) in stage.Steps.Index())
            {
                var step = run.Step(new(stage.Name, host, planned.Name));
                if (step.StartedAt is not { } began)
                    continue;
                if (planned.Work is Work.Drain)
                    drained ??= began;
                else if (step.Phase == StepPhase.Succeeded && planned.Work is Work.Return or Work.Health or Work.Prove)
                    (drained, disrupted) = (planned.Work is Work.Return ? null : drained, null);
                else if (
                    MayDisrupt(planned.Work, step)
                    || (planned.Work is Work.Reboot && IsHealthAhead(run, stage, host, at))
                )
                    disrupted ??= began;
            }
        }

        return (drained, IsProved(run, host) ? null : disrupted);
    }

    private static bool IsProved(Run run, string host) =>
        run.RolledBackHosts.TryGetValue(host, out var differences) && differences.IsEmpty;

    private static IEnumerable<PlannedStage> StagesOf(Run run, string host) =>
        run.Plan!.Stages.Where(stage =>
            stage.Kind is StageKind.Upgrade or StageKind.Soak or StageKind.Rollback && stage.Hosts.Contains(host)
        );

    private static bool HasStarted(Run run, PlannedStage stage, string host) =>
        stage.Steps.Any(step => run.Step(new(stage.Name, host, step.Name)).StartedAt is not null);

    /// <summary>True for a step that started and did not end well, and during which the host may be down.</summary>
    private static bool MayDisrupt(Work work, StepProgress step) =>
        work switch
        {
            Work.Run or Work.Upgrade or Work.Reboot or Work.Containers or Work.TakeBack or Work.RevertUpgrade =>
                !step.IsOver && step.Phase != StepPhase.Pending,
            Work.Health => step.NeedsPerson || step.Phase == StepPhase.RetryDue,
            // Draining counts by itself; the others leave the host in rotation as it is.
            Work.Drain or Work.Return or Work.Capture or Work.Wait or Work.Preflight or Work.Keep => false,
            Work.ReadTargets or Work.Download => false,
            Work.Survey or Work.Preview or Work.ReadCommits or Work.CreateRollbackBranch or Work.OpenIssue => false,
            Work.PostHeader or Work.PostPlan or Work.AskApproval or Work.Confirm => false,
            Work.TakeHost or Work.ReleaseHost or Work.Prove => false,
            _ => throw new UnreachableException($"May {work.Activity} take a host down?"),
        };

    private static bool IsHealthAhead(Run run, PlannedStage stage, string host, int at) =>
        stage
            .Steps.Skip(at + 1)
            .Any(later =>
                later.Work is Work.Health or Work.Return && !run.Step(new(stage.Name, host, later.Name)).IsOver
            );
}
