using System.Collections.Immutable;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;

namespace OlUpgrade.Runs.Rollbacks;

/// <summary>
/// What a rollback does, from what the run did: for each host that was changed, newest first, the undo of each step
/// that was begun there, in reverse; then a reboot where the runbook wants one, containers, health, and the proof. A
/// host that was drained is out of service until all that is done: it is drained again where it was returned, and
/// returned at the end.
/// </summary>
public static class RollbackPlanner
{
    public const string ProveStep = "compare with what was noted before";

    private static readonly TimeSpan ProveWithin = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The hosts on which something was begun that may change them; not those that are back. Those that are out of
    /// service come first, so that no other is taken out beside them; then the newest.
    /// </summary>
    public static ImmutableArray<string> Touched(Run run) =>
        [
            .. from stage in Upgrades(run)
            from host in stage.Hosts
            where !run.RolledBackHosts.ContainsKey(host)
            let changes = Begun(run, stage, host).Where(step => IsChange(step.Work)).ToList()
            where changes.Count > 0
            let first = changes.Min(step => run.Step(new(stage.Name, host, step.Name)).StartedAt)
            orderby OutOfService.Since(run, host) is not null descending, first descending, host descending
            select host,
        ];

    /// <summary>The hosts that can be brought back.</summary>
    public static string WhatChanged(Run run) =>
        Touched(run) is { IsEmpty: false } hosts
            ? $"Changed so far, newest first: {string.Join(", ", hosts)}."
            : "No host was changed so far.";

    /// <summary>A stage for each host of the rollback that was asked for.</summary>
    public static ImmutableArray<PlannedStage> Stages(Run run)
    {
        var back = run.Rollback!;
        var rule = run.Plan!.WayBack;
        var gate = rule.NeedsApproval && !back.IsEmergency ? run.Plan.Approval with { Needs = 1 } : null;
        return
        [
            .. from host in back.Hosts
            let stage = Upgrades(run).First(stage => stage.Hosts.Contains(host))
            select new PlannedStage(
                NameOf(back.Number, host),
                StageKind.Rollback,
                [host],
                Steps(run, stage, host),
                Limit: 1,
                host == back.Hosts[0] ? gate : null,
                Why: null
            ),
        ];
    }

    /// <summary>
    /// What was begun on this host and nothing takes back by itself, in the words of its author where there are any.
    /// </summary>
    public static IEnumerable<string> ByHand(Run run, string host) =>
        from stage in Upgrades(run)
        where stage.Hosts.Contains(host)
        from step in Begun(run, stage, host)
        where step.Work.NoWayBack is not null
        select $"{step.Name}: {step.Work.NoWayBack}";

    public static string NameOf(int number, string host) =>
        number == 1 ? $"rollback {host}" : $"rollback {number} {host}";

    private static IEnumerable<PlannedStage> Upgrades(Run run) =>
        (run.Plan?.Stages ?? []).Where(stage => stage.Kind == StageKind.Upgrade);

    private static ImmutableArray<PlannedStep> Steps(Run run, PlannedStage stage, string host)
    {
        var begun = Begun(run, stage, host).ToList();
        return
        [
            BuiltInSteps.Step(ReservedNames.TakeStep, new Work.TakeHost()),
            .. OutOfService.IsDrained(run, host) ? [] : begun.Where(step => step.Work is Work.Drain),
            .. begun.AsEnumerable().Reverse().SelectMany(Undo),
            .. begun.Where(step => step.Work is Work.Reboot { AlsoBack: true }).TakeLast(1),
            .. stage.Steps.Where(step => step.Work is Work.Containers).TakeLast(1),
            .. stage.Steps.Where(step => step.Work is Work.Health).TakeLast(1),
            .. begun.Any(step => step.Work is Work.Drain) ? stage.Steps.Where(step => step.Work is Work.Return) : [],
            Prove(run, stage, host),
            BuiltInSteps.Step(ReservedNames.ReleaseStep, new Work.ReleaseHost()),
        ];
    }

    private static IEnumerable<PlannedStep> Undo(PlannedStep step)
    {
        if (step.Work is Work.Run { Undo: { } script })
            yield return new($"undo: {step.Name}", new Work.TakeBack(step.Name, script), step.Timeout, RetryRule.Never);
    }

    private static PlannedStep Prove(Run run, PlannedStage stage, string host)
    {
        var noted = stage
            .Steps.Where(step => step.Work is Work.Capture)
            .Select(step => (Place: new StepPlace(stage.Name, host, step.Name), ((Work.Capture)step.Work).What))
            .FirstOrDefault(capture => run.Evidence(capture.Place) is not null);
        return noted.What.IsDefault
            ? new(ProveStep, new Work.Prove([], Noted: null), ProveWithin, BuiltInSteps.Retry)
            : new(ProveStep, new Work.Prove(noted.What, noted.Place), ProveWithin, BuiltInSteps.Retry);
    }

    private static IEnumerable<PlannedStep> Begun(Run run, PlannedStage stage, string host) =>
        stage.Steps.Where(step => run.Step(new(stage.Name, host, step.Name)).StartedAt is not null);

    private static bool IsChange(Work work) => work is Work.Run or Work.Drain or Work.Reboot or Work.Containers;
}
