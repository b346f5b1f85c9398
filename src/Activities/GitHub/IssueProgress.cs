using System.Collections.Immutable;
using OlUpgrade.Calendar;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Runs.Rollbacks;
using OlUpgrade.Wording;

namespace OlUpgrade.GitHub;

/// <summary>
/// The part of the tracking issue that is kept up to date: the state, who agreed, the checklist of hosts, the way back,
/// and folded away what changed on each host and the log. It never grows beyond its room: what does not fit stands in
/// the comments.
/// </summary>
public static class IssueProgress
{
    /// <summary>What is left for this part of an issue to which people have added little.</summary>
    public const int Room = 60_000;

    private const int MaxLines = 40;
    private const int MaxHosts = 250;

    /// <summary>The part's text.</summary>
    /// <param name="timeline">What people were told so far.</param>
    public static string Of(Run run, ImmutableArray<(DateTimeOffset At, string Sentence)> timeline, int room = Room)
    {
        var text = new LengthLimit(Math.Max(room, 0));
        text.TryAppend($"**State:** {InWords.Of(run.Status)}{Ended(run)}\n");
        var shown = $"`olupgrade status {run.Id}` shows them";
        text.AppendLines([.. Stuck(run)], MaxLines, shown);
        text.AppendLines([.. Approvals(run)], MaxLines, $"`olupgrade report {run.Id}` shows them");
        if (run.Evidence(BuiltInSteps.Issue)?.GetValueOrDefault(BuiltInSteps.MissingLabels) is { } labels)
            text.TryAppend($"- Not labelled, because the repository has no such label: {GitHubText.Escape(labels)}\n");
        text.TryAppend("\n### Hosts, in this order\n");
        text.AppendLines([.. FleetTable.Of(run).Select(row => Item(run, row))], MaxHosts, shown);
        if (run.Plan is { } plan)
        {
            text.TryAppend("\n### Way back\n");
            text.AppendLines([.. WayBack(run, plan)], MaxLines, $"`olupgrade plan {plan.Runbook}` shows them");
            IssueFolds.Append(text, run, timeline);
        }

        return text.ToString().TrimEnd();
    }

    private static IEnumerable<string> Stuck(Run run) =>
        run.Stuck.Select(step => $"- {GitHubText.Escape($"{step.Place}: {step.Failure?.Sentence ?? step.Doubt}")}");

    private static IEnumerable<string> Approvals(Run run) =>
        from given in run.Gates.Values.SelectMany(gate =>
            gate.ApprovedAt.Select(one => (gate.Stage, By: one.Key, At: one.Value))
        )
        orderby given.At
        let what = given.Stage == ReservedNames.PrepareStage ? "the plan" : given.Stage
        select $"- Approved: {GitHubText.Escape(what)}, by {GitHubText.Escape(given.By)} "
            + $"on {TimeText.Of(given.At)}{Link(run, given.Stage)}";

    private static string Link(Run run, string gate) =>
        run.Evidence(Gate.Named(run.Plan!, gate).Question)?.GetValueOrDefault("link") is { Length: > 0 } url
            ? $", [in Slack]({url})"
            : "";

    private static string Ended(Run run)
    {
        if (run is { Status: RunStatus.AwaitingWindow, Awaited: { } wait })
            return $": {GitHubText.Escape(wait.InWords(run.Plan!))}";
        var because = run.EndedBecause is { } reason ? $": {GitHubText.Escape(reason)}" : "";
        return run.EndedAt is { } at ? $" at {TimeText.Of(at)}{because}" : because;
    }

    private static string Item(Run run, HostRow row)
    {
        var isDone = row.State is HostState.Done or HostState.Soaking;
        // The issue is not changed for each step: the one that was current at its last change would soon be wrong.
        var shown = row.State == HostState.InWork ? row with { CurrentStep = null } : row;
        var noted = isDone ? HostEvidence.Of(run, row).InWords() : "";
        return $"- [{(isDone ? 'x' : ' ')}] "
            + $"{GitHubText.Escape($"{row.Host} ({row.Stage}): {InWords.Of(shown)}{noted}")}";
    }

    private static IEnumerable<string> WayBack(Run run, Plan plan)
    {
        foreach (var branch in BranchStart.Of(run))
            yield return $"- {GitHubText.Escape(branch.Repository)}: {Kept(run, branch)}";
        foreach (var line in IfNow(run))
            yield return line;
        var steps = plan
            .Stages.Where(stage => stage.Kind == StageKind.Upgrade)
            .SelectMany(stage => stage.Steps)
            .DistinctBy(step => step.Name, StringComparer.Ordinal)
            .ToList();
        if (Named(steps, step => step.Work is Work.Run { Undo: not null }) is { Length: > 0 } undone)
            yield return $"- Can be taken back: {undone}";
        if (Named(steps, step => step.Work.NoWayBack is not null) is { Length: > 0 } lost)
            yield return $"- Has no way back: {lost}";
        foreach (var host in plan.Hosts)
        {
            if (UpgradePreview.Of(run, host.Name) is { Lost.IsEmpty: false } outlook)
                yield return $"- No way back on {GitHubText.Escape($"{host.Name} for {outlook.LostNames()}")}";
        }
    }

    private static string Kept(Run run, BranchStart branch)
    {
        var gone = run.BranchDeletedBy is { } by ? $"; deleted, as {GitHubText.Escape(by)} said" : "";
        var what = branch.Name is { } name ? GitHubText.Inline(name) : "a branch is made before any host is changed";
        return branch.Commit is { } commit ? $"{what}, at {commit}, {GitHubText.Escape(branch.Why)}{gone}" : what;
    }

    /// <summary>While people may have to decide: what going back now would mean.</summary>
    private static IEnumerable<string> IfNow(Run run) =>
        run.IsFinished || WayBackText.IfNow(run) is not [var head, .. var hosts]
            ? []
            : [$"- {GitHubText.Escape(head)}", .. hosts.Select(host => $"  - {GitHubText.Escape(host)}")];

    private static string Named(IEnumerable<PlannedStep> steps, Func<PlannedStep, bool> which) =>
        GitHubText.Escape(string.Join(", ", steps.Where(which).Select(step => step.Name)));
}
