using System.Collections.Immutable;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;

namespace OlUpgrade.Runs.Rollbacks;

/// <summary>
/// Plans a rollback from what the run did. For each changed host, newest first: the undo of each step that was started
/// there, in reverse order; then a reboot if the runbook wants one, containers, health and the proof. A host that was
/// drained stays out of service until all of that is done: it is drained again if it was returned, and returned at the
/// end.
/// </summary>
public static class RollbackPlanner
{
    public const string ProveStep = ReservedNames.ProveStep;

    private static readonly TimeSpan ProveTimeout = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The hosts on which a change was started, without those that are rolled back. Hosts that are out of service or at
    /// risk come first, so that no other host goes out of service as well; then the newest.
    /// </summary>
    public static ImmutableArray<string> Touched(Run run) =>
        [
            .. from stage in Upgrades(run)
            from host in stage.Hosts
            where !run.RolledBackHosts.ContainsKey(host)
            let changes = Started(run, stage, host).Where(step => IsChange(step.Work)).ToList()
            where changes.Count > 0
            let first = changes.Min(step => run.Step(new(stage.Name, host, step.Name)).StartedAt)
            orderby OutOfService.Counts(run, host) descending, first descending, host descending
            select host,
        ];

    /// <summary>A sentence that names the hosts that can be rolled back.</summary>
    public static string WhatChanged(Run run) =>
        Touched(run) is { IsEmpty: false } hosts
            ? $"Changed so far, newest first: {string.Join(", ", hosts)}."
            : "No host was changed so far.";

    /// <summary>One stage for each host of the requested rollback.</summary>
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
    /// The started steps of this host that a person must undo by hand, with the author's reason if there is one.
    /// </summary>
    public static IEnumerable<string> ByHand(Run run, string host) =>
        from stage in Upgrades(run)
        where stage.Hosts.Contains(host)
        from step in Started(run, stage, host)
        where step.Work.NoWayBack is not null
        select $"{step.Name}: {step.Work.NoWayBack}";

    public static string NameOf(int number, string host) =>
        number == 1 ? $"{ReservedNames.RollbackStage} {host}" : $"{ReservedNames.RollbackStage} {number} {host}";

    private static IEnumerable<PlannedStage> Upgrades(Run run) =>
        (run.Plan?.Stages ?? []).Where(stage => stage.Kind == StageKind.Upgrade);

    private static ImmutableArray<PlannedStep> Steps(Run run, PlannedStage stage, string host)
    {
        var started = Started(run, stage, host).ToList();
        return
        [
            BuiltInSteps.Step(ReservedNames.TakeStep, new Work.TakeHost()),
            .. OutOfService.IsDrained(run, host) ? [] : started.Where(step => step.Work is Work.Drain),
            .. started.AsEnumerable().Reverse().SelectMany(Undo),
            .. Reboot(run, stage, host, started),
            .. stage.Steps.Where(step => step.Work is Work.Containers).TakeLast(1),
            .. stage.Steps.Where(step => step.Work is Work.Health).TakeLast(1),
            .. started.Any(step => step.Work is Work.Drain) ? stage.Steps.Where(step => step.Work is Work.Return) : [],
            Prove(run, stage, host),
            BuiltInSteps.Step(ReservedNames.ReleaseStep, new Work.ReleaseHost()),
        ];
    }

    /// <summary>The reboot, and after it the removal of a kernel that the upgrade added and that ran.</summary>
    private static IEnumerable<PlannedStep> Reboot(Run run, PlannedStage stage, string host, List<PlannedStep> started)
    {
        if (started.FindLast(step => step.Work is Work.Reboot { AlsoBack: true }) is not { } reboot)
            yield break;
        // What booted the new kernel has to be undone by a boot, whatever the host thinks it needs by then.
        yield return HasRebooted(run, stage, host, reboot)
            ? reboot with
            {
                Work = (Work.Reboot)reboot.Work with { OnlyIfNeeded = false },
            }
            : reboot;
        foreach (var step in started.Where(step => step.Work is Work.Upgrade))
            yield return new(
                $"{ReservedNames.UndoOf}{step.Name}, after the reboot",
                new Work.RevertUpgrade(step.Name, IsAfterReboot: true),
                step.Timeout,
                RetryRule.Never
            );
    }

    private static bool HasRebooted(Run run, PlannedStage stage, string host, PlannedStep reboot) =>
        run.Evidence(new(stage.Name, host, reboot.Name))?.ContainsKey("found") != true;

    private static IEnumerable<PlannedStep> Undo(PlannedStep step)
    {
        if (step.Work is Work.Upgrade)
            yield return new(
                ReservedNames.UndoOf + step.Name,
                new Work.RevertUpgrade(step.Name, IsAfterReboot: false),
                step.Timeout,
                RetryRule.Never
            );
        if (step.Work is Work.Run { Undo: { } script })
            yield return new(
                ReservedNames.UndoOf + step.Name,
                new Work.TakeBack(step.Name, script),
                step.Timeout,
                RetryRule.Never
            );
    }

    private static PlannedStep Prove(Run run, PlannedStage stage, string host)
    {
        var captured = stage
            .Steps.Where(step => step.Work is Work.Capture)
            .Select(step => (Place: new StepPlace(stage.Name, host, step.Name), ((Work.Capture)step.Work).What))
            .FirstOrDefault(capture => run.Evidence(capture.Place) is not null);
        return captured.What.IsDefault
            ? new(ProveStep, new Work.Prove([], Noted: null), ProveTimeout, BuiltInSteps.Retry)
            : new(ProveStep, new Work.Prove(captured.What, captured.Place), ProveTimeout, BuiltInSteps.Retry);
    }

    private static IEnumerable<PlannedStep> Started(Run run, PlannedStage stage, string host) =>
        stage.Steps.Where(step => run.Step(new(stage.Name, host, step.Name)).StartedAt is not null);

    private static bool IsChange(Work work) =>
        work is Work.Run or Work.Upgrade or Work.Drain or Work.Reboot or Work.Containers;
}
