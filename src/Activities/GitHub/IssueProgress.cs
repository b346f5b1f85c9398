using System.Collections.Immutable;
using OlUpgrade.Calendar;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Commands;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Runs.Rollbacks;
using OlUpgrade.Wording;

namespace OlUpgrade.GitHub;

/// <summary>
/// The part of the tracking issue that is kept up to date: the state, approvals, the checklist of hosts, the rollback,
/// and, folded, what changed on each host and the log. It never exceeds its room: what does not fit is in the comments.
/// </summary>
public static class IssueProgress
{
    /// <summary>The room for this part in an issue to which people have added little, in characters.</summary>
    public const int Room = 60_000;

    private const int MaxLines = 40;
    private const int MaxHosts = 250;

    /// <summary>The part's text.</summary>
    /// <param name="timeline">What has been reported so far.</param>
    public static string Of(Run run, ImmutableArray<(DateTimeOffset At, string Sentence)> timeline, int room = Room)
    {
        var text = new LengthLimit(Math.Max(room, 0));
        text.TryAppend($"**State:** {StateText.Of(run.Status)}{Ended(run)}\n");
        var shown = $"{CommandText.Status(Door.Issue, run.Id)} lists them";
        text.AppendLines([.. Stuck(run)], MaxLines, shown);
        if (!run.IsFinished)
            text.AppendLines(
                [.. AwayText.Before(run, Door.Issue).Select(away => $"- {GitHubText.Escape(away)}")],
                MaxLines,
                shown
            );
        text.AppendLines([.. Approvals(run)], MaxLines, $"{CommandText.Report(run.Id)} lists them");
        if (run.Evidence(BuiltInSteps.Issue)?.GetValueOrDefault(BuiltInSteps.MissingLabels) is { } labels)
            text.TryAppend($"- Labels that the repository does not have: {GitHubText.Escape(labels)}\n");
        text.TryAppend("\n### Hosts, in this order\n");
        text.AppendLines([.. FleetTable.Of(run).Select(row => Item(run, row))], MaxHosts, shown);
        if (run.Plan is { } plan)
        {
            text.TryAppend("\n### Rollback\n");
            text.AppendLines([.. Rollback(run, plan)], MaxLines, $"`olupgrade plan {plan.Runbook}` lists them");
            IssueFolds.Append(text, run, timeline);
        }

        return text.ToString().TrimEnd();
    }

    private static IEnumerable<string> Stuck(Run run) =>
        run.Stuck.Select(step => $"- {GitHubText.Escape($"{step.Place}: {step.Failure?.Sentence ?? step.Doubt}")}");

    private static IEnumerable<string> Approvals(Run run) =>
        from given in run.Gates.Values.SelectMany(gate =>
            gate.Approvals.Select(one => (gate.Stage, By: one.By.Name, one.At))
        )
        orderby given.At
        let what = given.Stage == ReservedNames.PrepareStage ? "the plan" : given.Stage
        select $"- Approved: {GitHubText.Escape(what)}, by {GitHubText.Escape(given.By)} "
            + $"on {TimeText.Of(given.At)}{Link(run, given.Stage)}";

    private static string Link(Run run, string gate) =>
        run.Evidence(Gate.Named(run.Plan!, gate).Question)?.GetValueOrDefault("link") is { Length: > 0 } url
            ? $", {GitHubText.Link("in Slack", url)}"
            : "";

    private static string Ended(Run run)
    {
        if (run is { Status: RunStatus.AwaitingWindow, Awaited: { } wait })
            return $": {GitHubText.Escape(wait.Sentence(run.Plan!))}";
        var because = run.EndedBecause is { } reason ? $": {GitHubText.Escape(reason)}" : "";
        return run.EndedAt is { } at ? $" at {TimeText.Of(at)}{because}" : because;
    }

    private static string Item(Run run, HostRow row)
    {
        var isDone = row.State is HostState.Done or HostState.Soaking;
        // The issue is not updated for each step, so a current step would soon be out of date.
        var shown = row.State == HostState.InWork ? row with { CurrentStep = null } : row;
        var noted = isDone ? HostEvidence.Of(run, row).Clauses() : "";
        return $"- [{(isDone ? 'x' : ' ')}] "
            + $"{GitHubText.Escape($"{row.Host} ({row.Stage}): {StateText.Of(shown)}{noted}")}";
    }

    private static IEnumerable<string> Rollback(Run run, Plan plan)
    {
        foreach (var branch in BranchStart.Of(run))
            yield return $"- {GitHubText.Escape(branch.Repository)}: {BranchOf(run, branch)}";
        foreach (var line in IfNow(run))
            yield return line;
        var steps = plan
            .Stages.Where(stage => stage.Kind == StageKind.Upgrade)
            .SelectMany(stage => stage.Steps)
            .DistinctBy(step => step.Name, StringComparer.Ordinal)
            .ToList();
        if (Named(steps, step => step.Work.HasUndo) is { Length: > 0 } undone)
            yield return $"- Can be undone: {undone}";
        if (Named(steps, step => step.Work.NoWayBack is not null) is { Length: > 0 } lost)
            yield return $"- Can't be undone: {lost}";
        foreach (var line in TargetsText.Counts(run))
            yield return $"- {GitHubText.Escape(line)}";
        foreach (var host in plan.Hosts)
        {
            if (UpgradePreview.Of(run, host.Name) is { Lost.IsEmpty: false } preview)
                yield return $"- Can't be rolled back on {GitHubText.Escape($"{host.Name}: {Lost(preview)}")}";
        }
    }

    /// <summary>Names of packages that are to be patched are not public.</summary>
    private static string Lost(UpgradePreview preview) =>
        preview.IsAnnounced ? $"{preview.Lost.Length} packages, named in Slack" : preview.LostNames();

    private static string BranchOf(Run run, BranchStart branch)
    {
        var gone = run.BranchDeletedBy is { } by ? $"; {GitHubText.Escape(by)} asked to delete it" : "";
        var what = branch.Name is { } name ? GitHubText.Inline(name) : "a branch is created before any host is changed";
        return branch.Commit is { } commit ? $"{what}, at {commit}, {GitHubText.Escape(branch.Why)}{gone}" : what;
    }

    /// <summary>What a rollback now would do, while the run is open.</summary>
    private static IEnumerable<string> IfNow(Run run) =>
        run.IsFinished || WayBackText.IfNow(run) is not [var head, .. var hosts]
            ? []
            : [$"- {GitHubText.Escape(head)}", .. hosts.Select(host => $"  - {GitHubText.Escape(host)}")];

    private static string Named(IEnumerable<PlannedStep> steps, Func<PlannedStep, bool> which) =>
        GitHubText.Escape(string.Join(", ", steps.Where(which).Select(step => step.Name)));
}
