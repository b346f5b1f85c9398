using System.Text;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;

namespace OlUpgrade.GitHub;

/// <summary>
/// The tracking issue's title and text: what is done and why, for whom, the checklist of hosts, the way back. Made
/// from the run alone; the checklist's part is rewritten as the run goes on.
/// </summary>
public static class IssueBody
{
    public static string Title(Run run) => $"{run.Plan?.Title ?? "Upgrade"} (run {run.Id})";

    /// <summary>The text as the issue is opened with it.</summary>
    public static string Of(Run run, string marker)
    {
        var plan = run.Plan ?? throw new InvalidOperationException($"Run {run.Id} has no plan yet.");
        var text = new StringBuilder();
        text.Append($"{GitHubMarker.Comment(marker)}\n");
        text.Append($"{GitHubText.Escape(plan.Title)}: one host after another in the order below, ");
        text.Append("each checked before the next. The first failure stops the run and asks people.\n\n");
        Facts(text, run, plan);
        text.Append("\nAdd notes as comments, or here. The part below is kept up to date and overwritten.\n\n");
        text.Append(IssueRegion.Wrap(Region(run))).Append('\n');
        return text.ToString();
    }

    /// <summary>The part that is kept up to date.</summary>
    public static string Region(Run run)
    {
        var text = new StringBuilder();
        text.Append($"**State:** {InWords.Of(run.Status)}{Ended(run)}\n");
        foreach (var step in run.Stuck)
            text.Append($"- {GitHubText.Escape($"{step.Place}: {step.Failure?.Sentence ?? step.Doubt}")}\n");
        foreach (var approval in run.Gates.Values.SelectMany(gate => gate.ApprovedAt.Select(one => (gate.Stage, By: one.Key, At: one.Value))).OrderBy(one => one.At))
            text.Append($"- Approved: {GitHubText.Escape(Asked(approval.Stage))}, by {GitHubText.Escape(approval.By)} on {InWords.Of(approval.At)}{Link(run, approval.Stage)}\n");
        text.Append("\n### Hosts, in this order\n");
        foreach (var row in FleetTable.Of(run))
            text.Append($"- [{Tick(row)}] {GitHubText.Escape($"{row.Host} ({row.Stage}): {InWords.Of(row)}")}\n");
        if (run.Plan is { } plan)
        {
            WayBack(text, run, plan);
            IssueChanges.Append(text, run, plan);
        }

        return text.ToString().TrimEnd();
    }

    private static void Facts(StringBuilder text, Run run, Plan plan)
    {
        var at = run.RequestedAt is { } asked ? $" on {InWords.Of(asked)}" : "";
        text.Append($"- Run {run.Id} of the runbook {GitHubText.Inline(plan.Runbook)}, ");
        text.Append($"asked for by {GitHubText.Escape(run.Requester?.Name ?? "nobody known")}{at}\n");
        if (plan.Continues is { } left)
            text.Append($"- Continues run {left}, with the hosts that it left\n");
        if (run.PlanDigest is { } digest)
            text.Append($"- Plan `{digest.Abbreviated}`\n");
        text.Append($"- Runbook `{plan.RunbookDigest.Abbreviated}`\n");
        foreach (var earlier in plan.Evidence)
            text.Append($"- Evidence: {GitHubText.Escape($"{earlier}")}{(earlier.Link is { } link ? $", {link}" : "")}\n");
        if (plan is { Evidence.IsEmpty: true, OnlyReads: false })
            text.Append("- Evidence: no earlier success with this text of the runbook is known\n");
        foreach (var (name, value) in plan.Parameters.Where(parameter => parameter.Value.Length > 0))
            text.Append($"- Parameter {GitHubText.Escape(name)}: {GitHubText.Inline(value)}\n");
        foreach (var stage in plan.Stages.Where(stage => stage.Kind == StageKind.Upgrade && stage.Why is not null))
            text.Append($"- Stage {GitHubText.Escape(stage.Name)}: {GitHubText.Escape(stage.Why!)}\n");
        if (!plan.NotCovered.IsEmpty)
            text.Append($"- Not covered: {GitHubText.Escape(string.Join(", ", plan.NotCovered))}\n");
    }

    private static string Asked(string gate) => gate == OverheadSteps.PrepareStage ? "the plan" : gate;

    private static string Link(Run run, string gate) =>
        run.Evidence(Gate.Named(run.Plan!, gate).Question)?.GetValueOrDefault("link") is { Length: > 0 } url ? $", [in Slack]({url})" : "";

    private static string Ended(Run run)
    {
        if (run is { Status: RunStatus.AwaitingWindow, Awaited: { } wait })
            return $": {GitHubText.Escape(wait.InWords(run.Plan!))}";
        var because = run.EndedBecause is { } reason ? $": {GitHubText.Escape(reason)}" : "";
        return run.EndedAt is { } at ? $" at {InWords.Of(at)}{because}" : because;
    }

    private static char Tick(HostRow row) => row.State is HostState.Done or HostState.Soaking ? 'x' : ' ';

    private static void WayBack(StringBuilder text, Run run, Plan plan)
    {
        text.Append("\n### Way back\n");
        if (plan.RollbackBranch is { } rule)
            Branch(text, run, rule);
        var steps = plan.Stages.Where(stage => stage.Kind == StageKind.Upgrade)
            .SelectMany(stage => stage.Steps)
            .DistinctBy(step => step.Name, StringComparer.Ordinal)
            .ToList();
        foreach (var host in plan.Hosts)
        {
            if (UpgradeOutlook.Of(run, host.Name) is { Lost.IsEmpty: false } outlook)
                text.Append($"- No way back on {GitHubText.Escape($"{host.Name} for {outlook.LostNames()}")}\n");
        }

        IfNow(text, run);
        Steps(text, "Can be taken back", steps.Where(step => step.Work is Work.Run { Undo: not null }));
        Steps(text, "Has no way back", steps.Where(step => step.Work.NoWayBack is not null));
    }

    /// <summary>While people may have to decide: what going back now would mean.</summary>
    private static void IfNow(StringBuilder text, Run run)
    {
        if (run.IsFinished || WayBackText.IfNow(run) is not [var head, .. var hosts])
            return;
        text.Append($"- {GitHubText.Escape(head)}\n");
        foreach (var host in hosts)
            text.Append($"  - {GitHubText.Escape(host)}\n");
    }

    private static void Branch(StringBuilder text, Run run, RollbackBranchRule rule)
    {
        var made = run.Evidence(OverheadSteps.Branch);
        var commits = made ?? run.Evidence(OverheadSteps.Commits);
        var branch = made?.GetValueOrDefault("branch");
        foreach (var repository in rule.Repositories)
        {
            var sha = commits?.GetValueOrDefault(repository);
            var what = branch is null ? "a branch is made before any host is changed" : GitHubText.Inline(branch);
            text.Append($"- {GitHubText.Escape(repository)}: {what}{(sha is null ? "" : $", at {sha}")}\n");
        }
    }

    private static void Steps(StringBuilder text, string what, IEnumerable<PlannedStep> steps)
    {
        var names = string.Join(", ", steps.Select(step => step.Name));
        if (names.Length > 0)
            text.Append($"- {what}: {GitHubText.Escape(names)}\n");
    }
}
