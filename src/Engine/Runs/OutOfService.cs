using System.Collections.Immutable;
using System.Diagnostics;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs.Fleet;

namespace OlUpgrade.Runs;

/// <summary>
/// Which hosts of a run are out of service, and since when: hosts that were drained and not returned since, and hosts
/// that a reboot, their containers or a failed health question may keep from serving. Stage limits, rollbacks and
/// everything that people see use this one definition. What another run left counts as well.
/// </summary>
/// <remarks>
/// A command that was begun and did not end well leaves a host at risk: it counts toward the limit, but it is not
/// called out of service, because nobody took it out. A skipped step no longer counts against its host; only a skipped
/// return leaves the host drained.
/// </remarks>
public static class OutOfService
{
    /// <summary>When the host went out of service; null while it is in service as far as the run knows.</summary>
    public static DateTimeOffset? Since(Run run, string host) =>
        Earlier(Own(run, host)?.Since, Inherited(run, host)?.Since);

    /// <summary>True while the host is drained and was not returned since.</summary>
    public static bool IsDrained(Run run, string host) =>
        Of(run, host).Drained is not null || Inherited(run, host) is { IsDrained: true };

    /// <summary>What this run did that keeps the host out of service; null if nothing does.</summary>
    public static FleetOutage? Own(Run run, string host)
    {
        var (drained, down, _) = Of(run, host);
        if ((drained ?? down) is not { } first)
            return null;
        var mark = down is { } other && other.At < first.At ? other : first;
        return new(run.Id, mark.At, mark.Step, drained is not null);
    }

    /// <summary>
    /// Since when a command that did not end well, or has not ended, may have hurt the host; null for none.
    /// </summary>
    public static DateTimeOffset? AtRiskSince(Run run, string host) => Of(run, host).AtRisk?.At;

    /// <summary>The earlier run that left the host out of service; null once this run has taken it out too.</summary>
    public static RunId? LeftBy(Run run, string host) =>
        Own(run, host) is null && Inherited(run, host) is { } left ? new RunId(left.Run) : null;

    /// <summary>Every host that earlier runs left out of service and this one has not returned, by name.</summary>
    public static IEnumerable<AwayHost> LeftByOthers(Run run) =>
        run.Away.Values.Where(left => left.Since is not null && Inherited(run, left.Host) is not null);

    /// <summary>The hosts that the run itself keeps out of service, in the order of its plan.</summary>
    public static IEnumerable<(string Host, FleetOutage Outage)> LeftBehind(Run run) =>
        run.Plan is { OnlyReads: false } plan
            ? plan
                .Hosts.Select(host => (host.Name, Own(run, host.Name)))
                .Where(one => one.Item2 is not null)
                .Select(one => (one.Name, one.Item2!))
            : [];

    /// <summary>True for a host that is out of service or at risk.</summary>
    public static bool Counts(Run run, string host) =>
        Since(run, host) is not null || AtRiskSince(run, host) is not null;

    /// <summary>The hosts that count toward a limit: out of service or at risk, and not excluded.</summary>
    public static ImmutableHashSet<string> Counted(Run run) =>
        [.. run.Plan!.Hosts.Select(host => host.Name).Where(host => !run.Excluded.Contains(host) && Counts(run, host))];

    /// <summary>How many hosts may be out of service during work on this one: the limit of its own stage.</summary>
    public static int LimitOf(Run run, string host) =>
        run.Plan!.Stages.First(stage => stage.Kind == StageKind.Upgrade && stage.Hosts.Contains(host)).Limit;

    /// <summary>
    /// The hosts of a stage whose turn it is: those that have started and, in order, as many more as the limit allows.
    /// Every host that is out of service counts toward the limit, whatever its stage, and so does a host outside the
    /// plan that another run had taken or left out when this run last looked.
    /// </summary>
    public static IEnumerable<string> InTurn(Run run, PlannedStage stage)
    {
        var ahead = stage.Places.Where(host => !run.IsDone(stage, host)).ToList();
        if (stage.Kind != StageKind.Upgrade || run.Plan!.OnlyReads)
            return ahead.Take(stage.Limit);
        var counted = Counted(run).Union(ahead.Where(host => HasStarted(run, stage, host)));
        var others = run.Away.Keys.Count(away => run.Plan.Hosts.All(host => host.Name != away));
        var room = Math.Max(0, stage.Limit - counted.Count - others);
        var next = ahead.Where(host => !counted.Contains(host)).Take(room).ToHashSet();
        var turn = ahead.Where(host => counted.Contains(host) || next.Contains(host)).ToList();
        // Only what another run left can fill a whole limit. The next host is then refused with the reason, when it is
        // to be taken, so that a person decides and the run does not wait forever.
        return turn.Count > 0 ? turn : ahead.Take(1);
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
            .All(other => Counts(run, other) || staying.Count < LimitOf(run, other));
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

    /// <summary>What another run left, while this one has not proved the host well.</summary>
    private static AwayHost? Inherited(Run run, string host)
    {
        if (!run.Away.TryGetValue(host, out var left) || left.Since is null)
            return null;
        var isBack = StagesOf(run, host)
            .SelectMany(stage =>
                stage.Steps.Select(step => (step.Work, Step: run.Step(new(stage.Name, host, step.Name))))
            )
            .Any(one =>
                one.Step.Phase == StepPhase.Succeeded
                && one.Step.StartedAt > left.Since
                && (one.Work is Work.Return || (one.Work is Work.Health or Work.Prove && !left.IsDrained))
            );
        return isBack ? null : left;
    }

    /// <summary>
    /// When this run drained the host, when a step may have taken it down, and when a command put it at risk.
    /// </summary>
    private static (Mark? Drained, Mark? Down, Mark? AtRisk) Of(Run run, string host)
    {
        Mark? drained = null,
            down = null,
            atRisk = null;
        var returned = run.ReturnedAt.GetValueOrDefault(host, DateTimeOffset.MinValue);
        foreach (var stage in StagesOf(run, host))
        {
            foreach (var (at, planned) in stage.Steps.Index())
            {
                var step = run.Step(new(stage.Name, host, planned.Name));
                if (step.StartedAt is not { } began || began <= returned)
                    continue;
                var mark = new Mark(began, planned.Name);
                if (planned.Work is Work.Drain)
                    drained ??= mark;
                else if (step.Phase == StepPhase.Succeeded && planned.Work is Work.Return or Work.Health or Work.Prove)
                    (drained, down, atRisk) = (planned.Work is Work.Return ? null : drained, null, null);
                else if (
                    TakesDown(planned.Work, step)
                    || (planned.Work is Work.Reboot && IsHealthAhead(run, stage, host, at))
                )
                    down ??= mark;
                else if (IsUnknownRisk(planned.Work) && IsUnfinished(step))
                    atRisk ??= mark;
            }
        }

        return IsProved(run, host) ? (drained, null, null) : (drained, down, atRisk);
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) =>
        one < other ? one : other ?? one;

    private static bool IsProved(Run run, string host) =>
        run.RolledBackHosts.TryGetValue(host, out var differences) && differences.IsEmpty;

    private static IEnumerable<PlannedStage> StagesOf(Run run, string host) =>
        run.Plan!.Stages.Where(stage =>
            stage.Kind is StageKind.Upgrade or StageKind.Soak or StageKind.Rollback && stage.Hosts.Contains(host)
        );

    private static bool HasStarted(Run run, PlannedStage stage, string host) =>
        stage.Steps.Any(step => run.Step(new(stage.Name, host, step.Name)).StartedAt is not null);

    /// <summary>True for a step that started and did not end well, and during which the host does not serve.</summary>
    private static bool TakesDown(Work work, StepProgress step) =>
        work switch
        {
            Work.Reboot or Work.Containers => IsUnfinished(step),
            Work.Health => step.NeedsPerson || step.Phase == StepPhase.RetryDue,
            // Nobody knows what a command does to a host: it is at risk, see above.
            Work.Run or Work.Upgrade or Work.TakeBack or Work.RevertUpgrade => false,
            // Draining counts by itself; the others leave the host in rotation as it is.
            Work.Drain or Work.Return or Work.Capture or Work.Wait or Work.Preflight or Work.Keep => false,
            Work.ReadTargets or Work.Download => false,
            Work.Survey or Work.Preview or Work.ReadCommits or Work.CreateRollbackBranch or Work.OpenIssue => false,
            Work.PostHeader or Work.PostPlan or Work.AskApproval or Work.Confirm => false,
            Work.TakeHost or Work.ReleaseHost or Work.Prove => false,
            _ => throw new UnreachableException($"Does {work.Activity} take a host down?"),
        };

    private static bool IsUnknownRisk(Work work) =>
        work is Work.Run or Work.Upgrade or Work.TakeBack or Work.RevertUpgrade;

    private static bool IsUnfinished(StepProgress step) => !step.IsOver && step.Phase != StepPhase.Pending;

    private static bool IsHealthAhead(Run run, PlannedStage stage, string host, int at) =>
        stage
            .Steps.Skip(at + 1)
            .Any(later =>
                later.Work is Work.Health or Work.Return && !run.Step(new(stage.Name, host, later.Name)).IsOver
            );

    /// <summary>The step that changed how a host stands, and when it started.</summary>
    private readonly record struct Mark(DateTimeOffset At, string Step);
}
