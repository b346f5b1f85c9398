using System.Collections.Immutable;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;

namespace OlUpgrade.Runs;

/// <summary>
/// Which hosts a run has out of service, and since when: those that were drained and not returned since, and those on
/// which something was begun that may have taken them down and was not seen to end well. The one definition for the
/// limit of a stage, for rollbacks and for what people are shown.
/// </summary>
/// <remarks>
/// A step that a person skipped no longer says that its host is down; only a return that was skipped leaves the host
/// drained.
/// </remarks>
public static class OutOfService
{
    /// <summary>When the host went out of service; null while it is in service as far as the run knows.</summary>
    public static DateTimeOffset? Since(Run run, string host)
    {
        var (drained, shaken) = Of(run, host);
        return drained < shaken ? drained : shaken ?? drained;
    }

    /// <summary>True while the host is drained and was not returned since.</summary>
    public static bool IsDrained(Run run, string host) => Of(run, host).Drained is not null;

    /// <summary>The hosts that count against a limit: all that are out, but for those that a person excluded.</summary>
    public static ImmutableHashSet<string> Counted(Run run) =>
        [
            .. run.Plan!.Hosts.Select(host => host.Name)
                .Where(host => !run.Excluded.Contains(host) && Since(run, host) is not null),
        ];

    /// <summary>
    /// How many hosts may be out of service while something is done on this one: the limit of its own stage.
    /// </summary>
    public static int LimitOf(Run run, string host) =>
        run.Plan!.Stages.First(stage => stage.Kind == StageKind.Upgrade && stage.Hosts.Contains(host)).Limit;

    /// <summary>
    /// The hosts of a stage that have their turn: those that are begun, and in order as many more as may be out of
    /// service beside all that are out now, whichever stage they are of.
    /// </summary>
    public static IEnumerable<string> InTurn(Run run, PlannedStage stage)
    {
        var ahead = stage.Places.Where(host => !run.IsDone(stage, host)).ToList();
        if (stage.Kind != StageKind.Upgrade || run.Plan!.OnlyReads)
            return ahead.Take(stage.Limit);
        var away = Counted(run).Union(ahead.Where(host => IsBegun(run, stage, host)));
        var room = Math.Max(0, stage.Limit - away.Count);
        var next = ahead.Where(host => !away.Contains(host)).Take(room).ToHashSet();
        return ahead.Where(host => away.Contains(host) || next.Contains(host));
    }

    /// <summary>
    /// True when the run can go on to its end though this host stays out: beside it and those that stay out already,
    /// every host that is still to be taken out may be. Those in work come back, or stop the run themselves.
    /// </summary>
    public static bool MayStay(Run run, string host)
    {
        var staying = Counted(run).Where(other => !ComesBack(run, other)).Append(host).ToHashSet();
        return run
            .StagesAhead.Where(IsWork)
            .SelectMany(stage => stage.Hosts.Where(other => !run.IsDone(stage, other) && !IsBegun(run, stage, other)))
            .All(other => Since(run, other) is not null || staying.Count < LimitOf(run, other));
    }

    /// <summary>True for a host that is still to be returned or, where it is not drained, still in work.</summary>
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

    /// <summary>Since when it is drained, and since when something on it may have taken it down.</summary>
    private static (DateTimeOffset? Drained, DateTimeOffset? Shaken) Of(Run run, string host)
    {
        DateTimeOffset? drained = null,
            shaken = null;
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
                    (drained, shaken) = (planned.Work is Work.Return ? null : drained, null);
                else if (
                    MayDisrupt(planned.Work, step)
                    || (planned.Work is Work.Reboot && IsHealthAhead(run, stage, host, at))
                )
                    shaken ??= began;
            }
        }

        return (drained, IsProved(run, host) ? null : shaken);
    }

    private static bool IsProved(Run run, string host) =>
        run.RolledBackHosts.TryGetValue(host, out var differences) && differences.IsEmpty;

    private static IEnumerable<PlannedStage> StagesOf(Run run, string host) =>
        run.Plan!.Stages.Where(stage =>
            stage.Kind is StageKind.Upgrade or StageKind.Soak or StageKind.Rollback && stage.Hosts.Contains(host)
        );

    private static bool IsBegun(Run run, PlannedStage stage, string host) =>
        stage.Steps.Any(step => run.Step(new(stage.Name, host, step.Name)).StartedAt is not null);

    /// <summary>True for a step that has begun and not ended well, where the host may be down meanwhile.</summary>
    private static bool MayDisrupt(Work work, StepProgress step) =>
        work switch
        {
            Work.Run or Work.Reboot or Work.Containers or Work.TakeBack => !step.IsOver
                && step.Phase != StepPhase.Pending,
            Work.Health => step.NeedsPerson || step.Phase == StepPhase.RetryDue,
            _ => false,
        };

    private static bool IsHealthAhead(Run run, PlannedStage stage, string host, int at) =>
        stage
            .Steps.Skip(at + 1)
            .Any(later =>
                later.Work is Work.Health or Work.Return && !run.Step(new(stage.Name, host, later.Name)).IsOver
            );
}
