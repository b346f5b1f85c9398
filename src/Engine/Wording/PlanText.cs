using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Yaml;

namespace OlUpgrade.Wording;

/// <summary>
/// A plan as plain text for a terminal: what would be done, where, in which order, after whose consent, and what takes
/// it back. Commands stand as they were written; the values that reach them stand beside them, quoted for a shell.
/// </summary>
public static class PlanText
{
    private const string NoProbe = "no probe: when in doubt whether it happened, a person decides";

    /// <summary>The whole plan; its own digest is shown once the hosts were asked who they are.</summary>
    /// <param name="own">The hosts on which the service lives.</param>
    public static string Of(Plan plan, Digest? digest = null, ImmutableHashSet<string>? own = null)
    {
        var text = new StringBuilder();
        text.Append(plan.Title).Append('\n');
        text.Append($"runbook {plan.Runbook}, digest {plan.RunbookDigest.Abbreviated}\n");
        text.Append(
            digest is { } known
                ? $"plan digest {known.Abbreviated}\n"
                : "plan digest: known when the hosts were asked who they are\n"
        );
        if (plan.Continues is { } earlier)
            text.Append($"continues run {earlier}, with the hosts that it left\n");
        AppendParameters(text, plan);
        AppendWayBack(text, plan);
        AppendWindow(text, plan);
        AppendRollback(text, plan);
        AppendStages(text, plan, own ?? []);
        AppendSteps(text, plan);
        PlanTextHealth.Append(text, plan);
        AppendNotCovered(text, plan);
        return text.ToString();
    }

    private static void AppendParameters(StringBuilder text, Plan plan)
    {
        text.Append("\nParameters\n");
        if (plan.Parameters.IsEmpty)
            text.Append("  none\n");
        foreach (var (name, value) in plan.Parameters)
            text.Append($"  {name}={Quoted(value)}\n");
    }

    private static void AppendWayBack(StringBuilder text, Plan plan)
    {
        text.Append("\nWay back\n");
        text.Append(
            plan.RollbackBranch is { } branch
                ? "  before any host is changed: a branch in "
                    + $"{string.Join(", ", branch.Repositories)} at what runs, as far as "
                    + "hosts tell, "
                    + $"else at {branch.From}; kept {Durations.Format(branch.KeptFor)} after a good run\n"
                : "  no rollback branch is kept\n"
        );
    }

    private static void AppendWindow(StringBuilder text, Plan plan)
    {
        if (plan.Window is not { } window)
            return;
        text.Append($"\nWindow\n  hosts begin only within {window}\n");
        if (plan.Expected is { } expected)
            text.Append(
                $"  and only while {Durations.Format(expected.Host)} for the host and "
                    + $"{Durations.Format(expected.Rollback)} for its way back are left of it\n"
            );
        text.Append("  a host that has begun is finished\n");
    }

    private static void AppendRollback(StringBuilder text, Plan plan)
    {
        if (plan.OnlyReads)
            return;
        var rule = plan.WayBack;
        text.Append("\nRollback\n");
        text.Append(
            rule.OnFailure
                ? "  a step that fails for good rolls everything back\n"
                : "  a step that fails for good stops the run; people decide\n"
        );
        text.Append($"  newest host first, up to {Durations.Format(rule.Within)} after the end; ");
        text.Append(
            rule.NeedsApproval
                ? "somebody else than who asks must agree, except in an emergency\n"
                : "an operator's word is enough\n"
        );
        text.Append($"  what is in hand {(rule.StopsCommands ? "is stopped" : "ends")} first; ");
        text.Append(
            "a host that does not answer "
                + $"{(rule.LeavesUnreachable ? "is left out" : "stops the rollback, and people decide")}\n"
        );
    }

    private static void AppendStages(StringBuilder text, Plan plan, ImmutableHashSet<string> own)
    {
        text.Append("\nStages\n");
        text.Append("  First the hosts are asked who they are");
        text.Append(plan.Issue is { } issue ? $", an issue is opened in {issue.Repository},\n" : ",\n");
        text.Append(
            plan.Approval.Needs == 0
                ? $"  and this plan is posted to {plan.Approval.Channel}. Nobody is asked: every step only reads.\n"
                : $"  and this plan is posted. No host is changed before this consent:\n  {Asked(plan.Approval)}\n"
        );
        var number = 0;
        foreach (var stage in plan.Stages.Where(stage => stage.Kind is StageKind.Upgrade or StageKind.Soak))
        {
            if (stage.Kind == StageKind.Soak)
                AppendSoak(text, stage);
            else
                AppendStage(text, plan, stage, ++number, own);
        }
    }

    private static void AppendStage(
        StringBuilder text,
        Plan plan,
        PlannedStage stage,
        int number,
        ImmutableHashSet<string> own
    )
    {
        text.Append($"\n  {number}. {stage.Name}, {AtOnce(stage)}\n");
        if (stage.Why is { } why)
            text.Append($"     why: {why}\n");
        if (stage.Gate is { } gate)
            text.Append($"     before it: {Asked(gate)}\n");
        foreach (var host in stage.Hosts.Select(plan.Host))
        {
            var today = host.TodaysName == host.Name ? "" : $" (today {host.TodaysName})";
            text.Append($"     - {host.Name}{today}, {host.Role}, {host.User}@{host.Address}:{host.Port}\n");
            if (own.Contains(host.Name))
                text.Append(
                    $"       {OwnHost.Mark}{(IsRebooted(stage) ? $": when it reboots, {OwnHost.Away}" : "")}\n"
                );
        }
    }

    private static bool IsRebooted(PlannedStage stage) => stage.Steps.Any(step => step.Work is Work.Reboot);

    private static void AppendSoak(StringBuilder text, PlannedStage stage)
    {
        foreach (var step in stage.Steps)
        {
            text.Append(
                step.Work is Work.Wait wait
                    ? $"     then {Durations.Format(wait.For)} of quiet time\n"
                    : $"     then {Words(step.Work)}, on all its hosts\n"
            );
        }
    }

    private static string AtOnce(PlannedStage stage) =>
        stage.Limit == 1 ? "one host at a time" : $"at most {stage.Limit} hosts at once";

    private static string Asked(ApprovalRule rule)
    {
        var who = rule.Needs == 1 ? "one person" : $"{rule.Needs} people";
        return $":{rule.Reaction}: in {rule.Channel} by {who} other than the requester; reminded every "
            + $"{Durations.Format(rule.Remind)}, asked again after {Durations.Format(rule.Expires)}";
    }

    private static void AppendSteps(StringBuilder text, Plan plan)
    {
        if (plan.Stages.FirstOrDefault(stage => stage.Kind == StageKind.Upgrade) is not { } stage)
            return;
        text.Append("\nOn each host, in this order\n");
        foreach (var (index, step) in stage.Steps.Index())
            AppendStep(text, plan, step, index + 1);
    }

    private static void AppendStep(StringBuilder text, Plan plan, PlannedStep step, int number)
    {
        text.Append($"\n  {number}. {step.Name}: {Words(step.Work)}; {Tries(step)}\n");
        var (script, probe) = step.Work.Scripts;
        if (script is not null)
        {
            AppendScript(text, "command", script, plan.Parameters);
            AppendScript(text, "did it happen?", probe, plan.Parameters, NoProbe);
        }

        if (step.Work is Work.Run run)
            AppendScript(text, "way back", run.Undo, plan.Parameters, $"no way back: {run.NoWayBack}");
        else
            text.Append($"     {WayBack(step.Work)}\n");
    }

    private static string WayBack(Work work) =>
        work switch
        {
            Work.Drain => "way back: the step that returns the host",
            Work.Return => "way back: a rollback drains the host again, and returns it at its end",
            Work.Reboot { AlsoBack: true } =>
                "way back: once the other steps are taken back, the host is rebooted again",
            Work.Reboot => "way back: none needed; a rollback does not reboot the host",
            _ => "nothing to take back",
        };

    private static void AppendScript(
        StringBuilder text,
        string title,
        string? script,
        Facts values,
        string without = ""
    )
    {
        if (script is null)
        {
            text.Append($"     {without}\n");
            return;
        }

        text.Append($"     {title}:\n");
        foreach (var (name, value) in values.Where(parameter => Uses(script, parameter.Key)))
            text.Append($"       with {name}={Quoted(value)}\n");
        AppendLines(text, script);
    }

    internal static void AppendLines(StringBuilder text, string script)
    {
        foreach (var line in script.TrimEnd('\n').Split('\n'))
            text.Append(line.Length == 0 ? "       |\n" : $"       | {line}\n");
    }

    private static bool Uses(string script, string parameter) =>
        Regex.IsMatch(script, $@"\$\{{?{parameter}\b", RegexOptions.NonBacktracking, TimeSpan.FromSeconds(1));

    private static string Tries(PlannedStep step)
    {
        var limit = $"at most {Durations.Format(step.Timeout)}";
        return step.Retry.Attempts == 1
            ? limit
            : $"{limit} each, {step.Retry.Attempts} attempts, {Durations.Format(step.Retry.Delay)} apart";
    }

    private static string Words(Work work) =>
        work switch
        {
            Work.Run => "run a command",
            Work.Drain => "take the host out of service by a command",
            Work.Return => "put the host back by a command, once all its health questions hold",
            Work.Capture capture => $"note {string.Join(", ", capture.What)}",
            Work.Preflight => "ask whether something stands in the way",
            Work.Keep keep => $"keep on the host, for the way back: {string.Join(", ", keep.What)}",
            Work.Reboot reboot => $"reboot, proved by the boot ID, which must stay for {Durations.Format(reboot.Soak)}",
            Work.Containers => "bring up the expected containers that do not run",
            Work.Health { Times: 1 } => "health, until it holds",
            Work.Health health =>
                $"health, until it holds {health.Times} times, {Durations.Format(health.Every)} apart",
            Work.Wait wait => $"wait {Durations.Format(wait.For)}",
            Work.TakeHost => "make sure that it is the planned host and that no other run works on it",
            Work.ReleaseHost => "take away what tells whoever logs in that the run works there",
            _ => work.Activity,
        };

    private static void AppendNotCovered(StringBuilder text, Plan plan)
    {
        text.Append("\nNot covered\n");
        text.Append(
            plan.NotCovered.IsEmpty
                ? "  every host of the inventory stands in a stage of the runbook\n"
                : $"  {string.Join(", ", plan.NotCovered)}: in no stage of the runbook\n"
        );
    }

    private static string Quoted(string value) => $"'{value.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
