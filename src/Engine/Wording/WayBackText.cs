using System.Collections.Immutable;
using OlUpgrade.Calendar;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Commands;
using OlUpgrade.Runs.Rollbacks;

namespace OlUpgrade.Wording;

/// <summary>
/// What a rollback would do, or is about to do: the same words in Slack, on the issue and in a terminal.
/// </summary>
public static class WayBackText
{
    /// <summary>The question, in Slack, to a person who wants to roll back and has not said how much.</summary>
    public static string Question(Run run) =>
        "Roll back what? Type "
        + $"{CommandTable.RollBack.Typed(Door.Slack, run.Id, target: RollbackDecisions.Everything)}, "
        + $"or a host or a stage instead of `{RollbackDecisions.Everything}`. {RollbackPlanner.WhatChanged(run)}";

    /// <summary>
    /// What a rollback of everything would do now: a heading, then a line for each host. Empty where nothing was
    /// changed, and while the run is already rolling back.
    /// </summary>
    public static ImmutableArray<string> IfNow(Run run)
    {
        if (
            run.Plan is not { } plan
            || run.IsRollingBack
            || RollbackPlanner.Touched(run) is not { IsEmpty: false } hosts
        )
            return [];
        var back = new Rollback(
            1,
            RollbackDecisions.Everything,
            hosts,
            run.Requester!,
            Reason: null,
            IsEmergency: false,
            From: run
        );
        var stages = RollbackPlanner.Stages(run with { Rollback = back });
        return
        [
            $"If you roll back now: {string.Join(", ", hosts)}{InOrder(hosts.Length)}{HowLong(plan, hosts.Length)}",
            .. stages.Select(stage => LineOf(run, stage)),
        ];
    }

    /// <summary>What a stage of a rollback does on its host, and what is left for people to do there.</summary>
    public static string LineOf(Run run, PlannedStage stage)
    {
        var host = stage.Hosts[0];
        var steps = stage
            .Steps.Where(step => step.Work is not (Work.TakeHost or Work.ReleaseHost))
            .Select(step => step.Name);
        var byHand = RollbackPlanner.ByHand(run, host).ToList();
        var rest = byHand.Count == 0 ? "" : $". By hand: {string.Join("; ", byHand)}";
        return $"{host}: {string.Join("; ", steps)}{rest}";
    }

    /// <summary>
    /// How long a rollback of this many hosts is expected to take; empty where the runbook does not say.
    /// </summary>
    public static string HowLong(Plan plan, int hosts) =>
        plan.Expected is { } expected ? $", about {TimeText.Of(expected.Rollback * hosts)}" : "";

    private static string InOrder(int hosts) => hosts > 1 ? ", in this order" : "";
}
