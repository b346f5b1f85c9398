using System.Collections.Immutable;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;

namespace OlUpgrade.Runs.Fleet;

/// <summary>
/// Every host of a run with its state, in the order of the upgrade. Slack, the tracking issue and the command line show
/// the same rows. A run without a plan has no rows.
/// </summary>
public static class FleetTable
{
    public static ImmutableArray<HostRow> Of(Run run) =>
        run.Plan is not { } plan
            ? []
            :
            [
                .. plan.Stages.SelectMany(
                    (stage, at) =>
                        stage.Kind == StageKind.Upgrade
                            ? stage.Hosts.Select(host => Row(run, stage, SoakAfter(plan, at), host))
                            : []
                ),
            ];

    private static HostRow Row(Run run, PlannedStage stage, PlannedStage? soak, string host)
    {
        var own = Progress(run, stage, host);
        var soaking = soak is null ? [] : Progress(run, soak, soak.Hosts.IsEmpty ? StepPlace.NoHost : host);
        var rollback = RollbackStage(run, host);
        var undoing = rollback is null ? [] : Progress(run, rollback, host);
        ImmutableArray<StepProgress> all = undoing.IsEmpty ? [.. own, .. soaking] : undoing;
        var current = all.FirstOrDefault(step => step.NeedsPerson) ?? all.FirstOrDefault(step => !step.IsOver);
        var state = FinalState(run, host) ?? (undoing.IsEmpty ? StateOf(run, own, current) : StateInRollback(current));
        return new(
            host,
            stage.Name,
            state,
            state
                is HostState.Waiting
                    or HostState.Untouched
                    or HostState.Done
                    or HostState.Excluded
                    or HostState.RolledBack
                    or HostState.Mixed
                ? null
                : current?.Place.Step,
            Problem(run, host, state, current),
            own.Min(step => step.StartedAt),
            state is HostState.Done or HostState.Soaking ? own.Max(step => step.EndedAt) : null,
            BootFacts.Of(run.Evidence(BuiltInSteps.Survey(host))),
            BootFacts.Of((rollback is null ? null : AfterReboot(run, rollback, host)) ?? AfterReboot(run, stage, host)),
            run.Plan!.OnlyReads ? null : OutOfService.Since(run, host)
        )
        {
            TakenSince = TakenHosts.Since(run, host),
            IsAtRisk = !run.Plan.OnlyReads && OutOfService.AtRiskSince(run, host) is not null,
            LeftOutBy = OutOfService.LeftBy(run, host),
            BackSince =
                run.RolledBackHosts.ContainsKey(host) && run.RolledBackAt.TryGetValue(host, out var at) ? at : null,
        };
    }

    /// <summary>The stage that rolls the host back; null if there is none.</summary>
    private static PlannedStage? RollbackStage(Run run, string host) =>
        run.Rollback is { IsPlanned: true } back
            ? run.Plan!.Stages.FirstOrDefault(stage => back.Stages.Contains(stage.Name) && stage.Hosts.Contains(host))
            : null;

    private static HostState? FinalState(Run run, string host)
    {
        if (run.RolledBackHosts.TryGetValue(host, out var differences))
            return differences.IsEmpty ? HostState.RolledBack : HostState.Mixed;
        return run.Excluded.Contains(host) ? HostState.Excluded : null;
    }

    private static string? Problem(Run run, string host, HostState state, StepProgress? current) =>
        state switch
        {
            HostState.Mixed => string.Join("; ", run.RolledBackHosts[host]),
            HostState.RolledBack => null,
            _ => current is { NeedsPerson: true } ? current.Failure?.Sentence ?? current.Doubt : null,
        };

    private static HostState StateInRollback(StepProgress? current) =>
        current switch
        {
            { Phase: StepPhase.Unknown } => HostState.Unknown,
            { Phase: StepPhase.Failed } => HostState.Failed,
            _ => HostState.InWork,
        };

    private static HostState StateOf(Run run, ImmutableArray<StepProgress> own, StepProgress? current) =>
        current switch
        {
            null => HostState.Done,
            { Phase: StepPhase.Unknown } => HostState.Unknown,
            { Phase: StepPhase.Failed } => HostState.Failed,
            _ when own.All(step => step.IsOver) => HostState.Soaking,
            _ when own.All(step => step.StartedAt is null) => run.IsSettled || run.IsRollingBack
                ? HostState.Untouched
                : HostState.Waiting,
            _ => HostState.InWork,
        };

    private static ImmutableArray<StepProgress> Progress(Run run, PlannedStage stage, string host) =>
        [.. stage.Steps.Select(step => run.Step(new(stage.Name, host, step.Name)))];

    private static PlannedStage? SoakAfter(Plan plan, int at) =>
        at + 1 < plan.Stages.Length && plan.Stages[at + 1] is { Kind: StageKind.Soak } soak ? soak : null;

    private static Facts? AfterReboot(Run run, PlannedStage stage, string host) =>
        stage
            .Steps.Where(step => step.Work is Work.Reboot)
            .Select(step => run.Evidence(new(stage.Name, host, step.Name)))
            .LastOrDefault(evidence => evidence is not null);
}
