using System.Text;
using OlUpgrade.Calendar;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Commands;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Runs.Rollbacks;
using OlUpgrade.Wording;

namespace OlUpgrade.Slack.Messages;

/// <summary>
/// The plan as people approve it: every host in order, every command, what is known from earlier runs, and what can and
/// can't be undone. Posted once and never edited, so that an approval covers exactly what was read.
/// </summary>
public static class PlanMessage
{
    private const int MaxCommandLength = 1200;
    private const int AllCommands = 20_000;
    private const int AllVersions = 3_000;

    public static string Of(Run run)
    {
        var plan = run.Plan ?? throw new InvalidOperationException($"Run {run.Id} has no plan yet.");
        var text = new StringBuilder();
        text.Append($"*Plan of run {run.Id}: {SlackText.Escape(plan.Title)}*\n");
        text.Append($"Runbook {SlackText.Inline(plan.Runbook)}, started by {Requester(run)}. ");
        text.Append("No host has been changed yet.\n");
        if (plan.Continues is { } earlier)
            text.Append($"It continues run {earlier} with the hosts it left.\n");
        Order(text, run, plan);
        if (VersionTable.Of(run) is { Length: > 0 } versions)
            text.Append($"\n*What runs now*\n{SlackText.Code(versions, AllVersions, Rest(run))}\n");
        if (run.Evidence(BuiltInSteps.Issue)?.GetValueOrDefault(BuiltInSteps.MissingLabels) is { } labels)
            text.Append(
                $"\nThe issue is missing labels that its repository does not have: {SlackText.Escape(labels)}.\n"
            );
        Steps(text, run, plan);
        PlanScripts.Append(text, run, plan);
        Parameters(text, plan);
        if (!plan.OnlyReads)
        {
            Evidence(text, plan);
            Rollback(text, run, plan);
        }

        text.Append($"\n*Digests*\nplan `{run.PlanDigest?.Abbreviated}`, runbook `{plan.RunbookDigest.Abbreviated}`\n");
        text.Append(
            $"\n*How to approve*\n{ApprovalText.Of(run, ReservedNames.PrepareStage, plan.Approval, run.Requester)}"
        );
        return text.ToString();
    }

    private static string Requester(Run run) => SlackText.Escape(run.Requester?.Name ?? "unknown");

    private static void Order(StringBuilder text, Run run, Plan plan)
    {
        text.Append("\n*Hosts, in this order*\n");
        var number = 0;
        foreach (var (at, stage) in plan.Stages.Index().Where(stage => stage.Item.Kind == StageKind.Upgrade))
        {
            foreach (var host in stage.Hosts)
                text.Append($"{++number}. {SlackText.Escape($"{host}{CurrentName(plan, host)}, stage {stage.Name}")}")
                    .Append($"{Own(run, host)}\n");
            if (stage.Why is { } why)
                text.Append($"    _{SlackText.Escape(why)}_\n");
            if (stage.Gate is not null)
                text.Append("    _Needs an approval of its own first._\n");
            if (SoakAfter(plan, at) is { } soak)
                text.Append($"    _Then it soaks for {TimeText.Of(soak)}._\n");
        }

        var limit = plan.Stages.Max(stage => stage.Kind == StageKind.Upgrade ? stage.Limit : 1);
        text.Append($"At most {limit} {(limit == 1 ? "host" : "hosts")} ");
        text.Append(
            plan.OnlyReads
                ? "checked at a time. Every host is checked, whatever is found on another.\n"
                : "out of service at a time. The first failure pauses the run until someone decides.\n"
        );
        foreach (var away in AwayText.Before(run, Door.Slack))
            text.Append($":warning: {SlackText.Escape(away)}\n");
        if (plan.Window is { } window)
            text.Append($"Hosts start only within {SlackText.Escape(window.ToString())}{Remaining(plan)}. ")
                .Append("A host that has started is finished.\n");
        if (!plan.OnlyReads && plan.Hosts.FirstOrDefault(host => OwnHost.Is(run, host.Name)) is { } own)
            text.Append($"When {SlackText.Escape(own.Name)} reboots, {OwnHost.Away}.\n");
        if (!plan.NotCovered.IsEmpty)
            text.Append($"Not covered: {SlackText.Escape(string.Join(", ", plan.NotCovered))}.\n");
    }

    private static string Remaining(Plan plan) =>
        plan.Expected is { } expected
            ? $", while enough of it is left: {TimeText.Of(expected.Host)} for the host and "
                + $"{TimeText.Of(expected.Rollback)} for its rollback"
            : "";

    private static string Own(Run run, string host) => OwnHost.Is(run, host) ? $", *{OwnHost.Mark}*" : "";

    private static TimeSpan? SoakAfter(Plan plan, int at) =>
        plan.Stages.ElementAtOrDefault(at + 1) is { Kind: StageKind.Soak } soak
            ? soak.Steps.Select(step => (step.Work as Work.Wait)?.For).FirstOrDefault(time => time > TimeSpan.Zero)
            : null;

    private static string CurrentName(Plan plan, string host) =>
        plan.Hosts.FirstOrDefault(known => known.Name == host) is { } found && found.TodaysName != host
            ? $" (currently {found.TodaysName})"
            : "";

    private static void Steps(StringBuilder text, Run run, Plan plan)
    {
        var kinds = plan
            .Stages.Where(stage => stage.Kind == StageKind.Upgrade)
            .GroupBy(stage => string.Join('\n', stage.Steps.Select(step => step.Name)), StringComparer.Ordinal)
            .ToList();
        var longest = Math.Min(MaxCommandLength, AllCommands / Math.Max(1, Commands(plan).Count()));
        foreach (var kind in kinds)
        {
            var hosts = kinds.Count == 1 ? "each host" : string.Join(", ", kind.SelectMany(stage => stage.Hosts));
            text.Append($"\n*On {SlackText.Escape(hosts)}*\n");
            var number = 0;
            foreach (var step in kind.First().Steps)
                text.Append($"{++number}. {SlackText.Escape(step.Name)}{Command(run, step.Work, longest)}\n");
        }
    }

    private static string Command(Run run, Work work, int longest) =>
        work.Scripts.Script is { } script ? $"\n{SlackText.Code(script, longest, Rest(run))}" : "";

    private static string Rest(Run run) => $"{CommandText.Journal(run.Id)} shows the rest.";

    private static void Parameters(StringBuilder text, Plan plan)
    {
        if (plan.Parameters.IsEmpty)
            return;
        text.Append("\n*Parameters*\n");
        foreach (var (name, value) in plan.Parameters)
            text.Append($"{SlackText.Escape(name)}: {(value.Length == 0 ? "(empty)" : SlackText.Inline(value))}\n");
    }

    private static void Evidence(StringBuilder text, Plan plan)
    {
        text.Append("\n*Evidence*\n");
        foreach (var earlier in plan.Evidence)
            text.Append(SlackText.Escape($"{earlier}"))
                .Append(earlier.Link is { } link ? $" ({SlackText.Link(link, "its issue")})\n" : "\n");
        if (!plan.Evidence.IsEmpty)
            return;
        text.Append("No earlier success with this version of the runbook is known.");
        if (plan.Stages.FirstOrDefault(stage => stage.Kind == StageKind.Upgrade) is { Hosts: [var canary] })
            text.Append($" {SlackText.Escape(canary)} goes first, alone; its result is the evidence for the rest.");
        if (plan.IsUnprovenSchedule)
            text.Append(" It was started by its schedule, so two people have to approve it.");
        text.Append('\n');
    }

    private static void Rollback(StringBuilder text, Run run, Plan plan)
    {
        text.Append("\n*Rollback*\n");
        foreach (var branch in BranchStart.Of(run))
            text.Append($"A branch is created before any host is changed, in {SlackText.Escape(branch.Text)}.\n");
        foreach (var line in TargetsText.Whole(run))
            text.Append(SlackText.Escape(line)).Append('\n');
        foreach (var host in plan.Hosts)
            Preview(text, host.Name, UpgradePreview.Of(run, host.Name));
        var undo = Distinct(plan).Where(step => step.Work.HasUndo).Select(step => step.Name).ToList();
        var none = WithoutUndo(plan).ToList();
        if (undo.Count > 0)
            text.Append($"Can be undone: {SlackText.Escape(string.Join(", ", undo))}.\n");
        if (none.Count > 0)
            text.Append($"Can't be undone: {SlackText.Escape(string.Join(", ", none))}.\n");
    }

    private static void Preview(StringBuilder text, string host, UpgradePreview? preview)
    {
        if (preview is null)
            return;
        if (preview.IsAnnounced)
            text.Append(preview.Lost.IsEmpty ? "" : $"{SlackText.Escape(host)}: ");
        else
            text.Append($"{SlackText.Escape(host)}: {preview.Changing.Length} packages would be upgraded; ");
        if (preview.IsAnnounced && preview.Lost.IsEmpty)
            return;
        text.Append(
            preview.Lost.IsEmpty
                ? "each installed version can be restored.\n"
                : $"*{SlackText.Escape(preview.LostNames())} can't be rolled back*: "
                    + "the installed version is no longer available anywhere.\n"
        );
    }

    private static IEnumerable<PlannedStep> Commands(Plan plan) =>
        Distinct(plan).Where(step => step.Work.Scripts.Script is not null);

    private static IEnumerable<string> WithoutUndo(Plan plan) =>
        Distinct(plan)
            .Where(step => step.Work.NoWayBack is not null)
            .Select(step => $"{step.Name} ({step.Work.NoWayBack})");

    private static IEnumerable<PlannedStep> Distinct(Plan plan) =>
        plan
            .Stages.Where(stage => stage.Kind == StageKind.Upgrade)
            .SelectMany(stage => stage.Steps)
            .DistinctBy(step => step.Name, StringComparer.Ordinal);
}
