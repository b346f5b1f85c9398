using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Yaml;

namespace OlUpgrade.Wording;

/// <summary>
/// A plan as plain text for a terminal: what would be done, where, in which order, after whose approval, and what
/// undoes it. Commands are shown as written, with the values that reach them quoted for a shell.
/// </summary>
public static class PlanText
{
    private const string NoProbe = "no probe: if it is unclear whether it happened, a person decides";

    private const string Nothing = "nothing to undo";

    /// <summary>The whole plan.</summary>
    /// <param name="digest">The plan's own digest; null until the hosts have been surveyed.</param>
    /// <param name="own">The hosts that the service runs on.</param>
    public static string Of(Plan plan, Digest? digest = null, ImmutableHashSet<string>? own = null)
    {
        var text = new StringBuilder();
        text.Append(plan.Title).Append('\n');
        text.Append($"runbook {plan.Runbook}, digest {plan.RunbookDigest.Abbreviated}\n");
        text.Append(
            digest is { } known
                ? $"plan digest {known.Abbreviated}\n"
                : "plan digest: known once the hosts have been surveyed\n"
        );
        if (plan.Continues is { } earlier)
            text.Append($"continues run {earlier} with the hosts it left\n");
        AppendParameters(text, plan);
        AppendBranch(text, plan);
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

    private static void AppendBranch(StringBuilder text, Plan plan)
    {
        text.Append("\nRollback branch\n");
        text.Append(
            plan.RollbackBranch is { } branch
                ? $"  created in {string.Join(", ", branch.Repositories)} before any host is changed, "
                    + $"at the commit that most hosts run, or else at {branch.From};\n"
                    + $"  kept for {Durations.Format(branch.KeptFor)} after the run succeeds\n"
                : "  none\n"
        );
    }

    private static void AppendWindow(StringBuilder text, Plan plan)
    {
        if (plan.Window is not { } window)
            return;
        text.Append($"\nWindow\n  hosts start only within {window}\n");
        if (plan.Expected is { } expected)
            text.Append(
                $"  and only while enough of it is left: {Durations.Format(expected.Host)} for the host and "
                    + $"{Durations.Format(expected.Rollback)} for its rollback\n"
            );
        text.Append("  a host that has started is finished\n");
    }

    private static void AppendRollback(StringBuilder text, Plan plan)
    {
        if (plan.OnlyReads)
            return;
        var rule = plan.WayBack;
        text.Append("\nRollback\n");
        text.Append(
            rule.OnFailure
                ? "  if a step fails and its retries run out, everything is rolled back\n"
                : "  if a step fails and its retries run out, the run pauses until someone decides\n"
        );
        text.Append($"  newest host first, up to {Durations.Format(rule.Within)} after the end; ");
        text.Append(
            rule.NeedsApproval
                ? "someone other than the person who asks has to approve it, except in an emergency\n"
                : "any operator can start it\n"
        );
        text.Append($"  running commands {(rule.StopsCommands ? "are stopped" : "finish")} first; ");
        text.Append(
            "a host that does not answer "
                + $"{(rule.LeavesUnreachable ? "is left out" : "pauses the rollback until someone decides")}\n"
        );
    }

    private static void AppendStages(StringBuilder text, Plan plan, ImmutableHashSet<string> own)
    {
        text.Append("\nStages\n");
        text.Append("  First the hosts are surveyed");
        text.Append(plan.Issue is { } issue ? $", an issue is opened in {issue.Repository},\n" : ",\n");
        text.Append(
            plan.Approval.Needs == 0
                ? $"  and this plan is posted to {plan.Approval.Channel}. Read-only; no approval needed.\n"
                : $"  and this plan is posted. No host is changed before it is approved:\n  {Asked(plan.Approval)}\n"
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
            text.Append($"     needs approval: {Asked(gate)}\n");
        foreach (var host in stage.Hosts.Select(plan.Host))
        {
            var today = host.TodaysName == host.Name ? "" : $" (currently {host.TodaysName})";
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
                    ? $"     then soak for {Durations.Format(wait.For)}\n"
                    : $"     then {Words(step.Work)}, on all its hosts\n"
            );
        }
    }

    private static string AtOnce(PlannedStage stage) =>
        stage.Limit == 1 ? "one host at a time" : $"at most {stage.Limit} hosts at once";

    private static string Asked(ApprovalRule rule)
    {
        var who = rule.Needs == 1 ? "one person" : $"{rule.Needs} people";
        return $":{rule.Reaction}: in {rule.Channel} by {who} other than the requester; reminder every "
            + $"{Durations.Format(rule.Remind)}, expires after {Durations.Format(rule.Expires)}";
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
            AppendScript(text, "undo", run.Undo, plan.Parameters, $"no undo: {run.NoWayBack}");
        else
            text.Append($"     {Undo(step.Work)}\n");
    }

    private static string Undo(Work work) =>
        work switch
        {
            Work.Drain => "undo: the step that returns the host",
            Work.Return => "undo: a rollback drains the host first and returns it at the end",
            Work.Reboot { AlsoBack: true } => "undo: a rollback reboots the host once the other steps are undone",
            Work.Reboot => "nothing to undo; a rollback does not reboot the host",
            Work.Capture or Work.Containers or Work.Health or Work.Wait or Work.Preflight or Work.Keep => Nothing,
            Work.Upgrade => "undo: install the saved versions, remove what was added, and boot the earlier kernel",
            Work.ReadTargets or Work.Download or Work.RevertUpgrade => Nothing,
            // Its undo is a script, which is shown instead.
            Work.Run => Nothing,
            Work.Survey or Work.Preview or Work.ReadCommits or Work.CreateRollbackBranch or Work.OpenIssue => Nothing,
            Work.PostHeader or Work.PostPlan or Work.AskApproval or Work.Confirm => Nothing,
            Work.TakeHost or Work.ReleaseHost or Work.TakeBack or Work.Prove => Nothing,
            _ => throw new UnreachableException($"What undoes {work.Activity}?"),
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
            Work.Drain => "take the host out of service with a command",
            Work.Return => "put the host back in service with a command, once all its health questions pass",
            Work.Capture capture => $"record {string.Join(", ", capture.What)}",
            Work.Preflight => "check that nothing stands in the way",
            Work.Keep keep => $"save on the host for a rollback: {string.Join(", ", keep.What)}",
            Work.Upgrade upgrade => UpgradeText.Of(upgrade),
            Work.Reboot reboot =>
                $"reboot{(reboot.OnlyIfNeeded ? " if the host needs it" : "")}, confirmed by a new boot ID that stays "
                    + $"the same for {Durations.Format(reboot.Soak)}",
            Work.Containers => "start the expected containers that are not running",
            Work.Health { Times: 1 } => "check health until it passes",
            Work.Health health =>
                $"check health until it passes {health.Times} times, {Durations.Format(health.Every)} apart",
            Work.Wait wait => $"wait {Durations.Format(wait.For)}",
            Work.TakeHost => "make sure that it is the planned host and that no other run is working on it",
            Work.ReleaseHost => "remove the login notice about this run",
            Work.Survey or Work.Preview or Work.ReadCommits or Work.CreateRollbackBranch => work.Activity,
            Work.OpenIssue or Work.PostHeader or Work.PostPlan or Work.AskApproval or Work.Confirm => work.Activity,
            Work.TakeBack or Work.Prove or Work.ReadTargets or Work.Download or Work.RevertUpgrade => work.Activity,
            _ => throw new UnreachableException($"No words for {work.Activity}."),
        };

    private static void AppendNotCovered(StringBuilder text, Plan plan)
    {
        text.Append("\nNot covered\n");
        text.Append(
            plan.NotCovered.IsEmpty
                ? "  nothing; every host in the inventory is in a stage of the runbook\n"
                : $"  {string.Join(", ", plan.NotCovered)}: in no stage of the runbook\n"
        );
    }

    private static string Quoted(string value) => $"'{value.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
