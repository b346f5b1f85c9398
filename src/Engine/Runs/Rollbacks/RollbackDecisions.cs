using System.Collections.Immutable;
using OlUpgrade.Calendar;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs.Fleet;

namespace OlUpgrade.Runs.Rollbacks;

/// <summary>When a run rolls back, what that does, and how the rollback ends.</summary>
public static class RollbackDecisions
{
    /// <summary>The target for every changed host.</summary>
    public const string Everything = "all";

    private static readonly Person Runbook = new("the runbook", []);

    /// <summary>True for what the runbook decided, and no person.</summary>
    internal static bool IsRunbook(Person by) => !by.HasAccounts && by.Name == Runbook.Name;

    internal static Decision Ask(Run run, PersonsCommand.RollBack command, DateTimeOffset now)
    {
        if (!command.By.Is(Role.Operator))
            return Decision.No("not-operator", $"{command.By.Name} is not an operator.");
        if (command.IsEmergency && string.IsNullOrWhiteSpace(command.Reason))
            return Decision.No("no-reason", "Say why it is an emergency: the reason is kept and shown to people.");
        if (MayNot(run, now) is { } late)
            return late;
        if (Meant(run, command.Target) is not { } meant)
            return Decision.No(
                "no-such-target",
                $"Say what to roll back: `all`, a host, or a stage. {RollbackPlanner.WhatChanged(run)}"
            );
        ImmutableArray<string> hosts = [.. RollbackPlanner.Touched(run).Where(meant.Contains)];
        if (hosts.IsEmpty)
            return Decision.No(
                "nothing-touched",
                $"Nothing was changed on {command.Target} in run {run.Id}. {RollbackPlanner.WhatChanged(run)}"
            );
        if (HalfWay(run).Except(hosts).ToList() is { Count: > 0 } left)
            return Decision.No(
                "half-way",
                $"{string.Join(", ", left)} may be down: the work there has not ended well, and another host would be "
                    + $"out of service beside it. Roll back `all`, or {left[0]} first, or let the run continue until "
                    + "it is healthy."
            );
        return Decision.Yes(
            new RunEvent.RollbackAsked(
                command.Target,
                hosts,
                command.By,
                command.Reason,
                command.IsEmergency,
                ReturnedSince(run, command.Fleet)
            )
        );
    }

    /// <summary>
    /// A later run may have returned what this one left drained: then it is drained again. Of a host that the fleet
    /// never knew to be out, because an earlier release left it so, nobody knows that.
    /// </summary>
    private static ImmutableSortedSet<string>? ReturnedSince(Run run, FleetState? fleet)
    {
        if (!run.IsSettled || fleet is null)
            return null;
        ImmutableSortedSet<string> returned =
        [
            .. OutOfService
                .LeftBehind(run)
                .Select(one => one.Host)
                .Where(host => fleet.WasOut(run.Id, host) && FleetRoom.Of(fleet, run, host)?.Out is null),
        ];
        return returned.IsEmpty ? null : returned;
    }

    /// <summary>
    /// True if a step failed with no retry left, the runbook rolls back on failure, and something was changed.
    /// </summary>
    internal static bool IsDueOnFailure(Run run) =>
        run.Plan!.WayBack.OnFailure
        && run.RollbackCount == 0
        && run.Stuck.All(step => step.Phase == StepPhase.Failed)
        && !run.Stuck.All(step => IsWithoutRoom(run, step))
        && !RollbackPlanner.Touched(run).IsEmpty;

    /// <summary>True for a host that could not be taken because others are away: nothing has gone wrong.</summary>
    private static bool IsWithoutRoom(Run run, StepProgress step) =>
        step.Failure?.Kind == FailureKind.NotReady && run.Plan!.Step(step.Place).Work is Work.TakeHost;

    internal static Decision OnFailure(Run run)
    {
        if (run.IsFinished || !IsDueOnFailure(run) || run.Stuck.FirstOrDefault() is not { } failed)
            return Decision.Nothing;
        return Decision.Yes(
            new RunEvent.RollbackAsked(
                Everything,
                RollbackPlanner.Touched(run),
                Runbook,
                $"{failed.Place}: {failed.Failure?.Sentence}",
                IsEmergency: false
            )
        );
    }

    internal static Decision Plan(Run run) =>
        run is { IsFinished: false, Rollback.IsPlanned: false, HasWorkInFlight: false }
            ? Decision.Yes(new RunEvent.RollbackPlanned(RollbackPlanner.Stages(run)))
            : Decision.Nothing;

    /// <summary>
    /// A step of the rollback succeeded. The last one is the proof, which says whether the host is as it was before.
    /// </summary>
    internal static Decision Succeeded(Run run, RunEvent.StepSucceeded done)
    {
        if (run.Plan!.Step(done.Place).Work is not Work.Prove)
            return Decision.Yes(done);
        var differences = done
            .Evidence.GetValueOrDefault(DifferencesFact, "")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return Decision.Yes(
            done,
            differences.Length == 0
                ? new RunEvent.HostRolledBack(done.Place.Host)
                : new RunEvent.HostMixed(done.Place.Host, [.. differences])
        );
    }

    /// <summary>The fact of a proof that lists what differs from before, a line each.</summary>
    public const string DifferencesFact = "differences";

    /// <summary>
    /// True for a host that does not answer when its rollback starts, if the runbook leaves such hosts out and no more
    /// hosts would be out of service than the stages of the other hosts allow.
    /// </summary>
    internal static bool IsLeftOut(Run run, StepPlace place, Failure failure, FleetState? fleet) =>
        run.IsRollingBack
        && run.Plan!.WayBack.LeavesUnreachable
        && failure.Kind == FailureKind.Unreachable
        && run.Plan.Step(place).Work is Work.TakeHost
        && run.Rollback!.Hosts.SkipWhile(host => host != place.Host)
            .Skip(1)
            .All(next => MayGoBackBeside(run, place.Host, next, fleet));

    /// <summary>Hosts that were left out count as out of service, whatever was known of them before.</summary>
    private static bool MayGoBackBeside(Run run, string leftOut, string next, FleetState? fleet) =>
        OutOfService
            .Counted(run)
            .Union(run.Excluded)
            .Union(fleet is null ? [] : FleetRoom.OthersBeside(run, next, fleet))
            .Add(leftOut)
            .Add(next)
            .Count <= OutOfService.LimitOf(run, next);

    internal static IEnumerable<RunEvent> LeaveOut(StepPlace place, Failure failure) =>
        [
            new RunEvent.HostExcluded(place.Host, Runbook, failure.Sentence),
            new RunEvent.HostMixed(place.Host, [$"left out, because it does not answer: {failure.Sentence}"]),
        ];

    internal static Decision Finish(Run run)
    {
        if (run.Rollback is not { IsPlanned: true } back)
            return Decision.Nothing;
        var isMixed = back.Hosts.ToLookup(host =>
            !run.RolledBackHosts.TryGetValue(host, out var differences) || !differences.IsEmpty
        );
        return Decision.Yes(new RunEvent.RunRolledBack([.. isMixed[false]], [.. isMixed[true]]));
    }

    private static Decision? MayNot(Run run, DateTimeOffset now)
    {
        if (run.Plan!.OnlyReads)
            return Decision.No("only-reads", $"Run {run.Id} only reads: there is nothing to roll back.");
        if (run.IsRollingBack)
            return Decision.No(
                "rolling-back",
                $"Run {run.Id} is being rolled back already: {run.Rollback!.By.Name} asked for {run.Rollback.Target}."
            );
        return run.EndedAt is { } ended && now - ended > run.Plan.WayBack.Within
            ? Decision.No(
                "too-late",
                $"Run {run.Id} ended more than {TimeText.Of(run.Plan.WayBack.Within)} ago: what it kept may be gone. "
                    + "Go back by hand, or by the snapshots of the hosts."
            )
            : null;
    }

    private static ImmutableHashSet<string>? Meant(Run run, string target)
    {
        if (target == Everything)
            return [.. run.Plan!.Hosts.Select(host => host.Name)];
        if (run.Plan!.Hosts.Any(host => host.Name == target))
            return [target];
        return
            run.Plan.Stages.FirstOrDefault(stage => stage.Kind == StageKind.Upgrade && stage.Name == target)
                is { } stage
            ? [.. stage.Hosts]
            : null;
    }

    /// <summary>Changed hosts whose work is unfinished or stuck: they may be down.</summary>
    private static IEnumerable<string> HalfWay(Run run) =>
        RollbackPlanner
            .Touched(run)
            .Where(host =>
                run.Stuck.Any(step => step.Place.Host == host)
                || OutOfService.Counted(run).Contains(host)
                || run.Plan!.Stages.Any(stage =>
                    stage.Kind == StageKind.Upgrade && stage.Hosts.Contains(host) && !run.IsDone(stage, host)
                )
            );
}
