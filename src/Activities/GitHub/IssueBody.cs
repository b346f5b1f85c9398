using System.Text;
using OlUpgrade.Calendar;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Wording;

namespace OlUpgrade.GitHub;

/// <summary>
/// The tracking issue's title and text as it is opened: what is done and why, who started it, and then the part that is
/// kept up to date. Made from the run alone.
/// </summary>
public static class IssueBody
{
    private const int Room = 20_000;
    private const int MaxLines = 60;

    /// <summary>GitHub takes 256 characters for a title; what we add is shorter than the difference.</summary>
    internal const int MaxTitle = 180;

    public static string Title(Run run) =>
        $"{GitHubText.Shortened(OutsideText.Line(run.Plan?.Title ?? "Upgrade"), MaxTitle)} (run {run.Id})";

    /// <summary>The text, with a marker by which it is found again.</summary>
    /// <param name="markers">Writes the marker; null to write it without a code.</param>
    public static string Of(Run run, string marker, GitHubMarkers? markers = null)
    {
        var plan = run.Plan ?? throw new InvalidOperationException($"Run {run.Id} has no plan yet.");
        var text = new LengthLimit(Room);
        text.TryAppend($"{(markers ?? GitHubMarkers.WithoutCode).Comment(marker)}\n");
        text.TryAppend(
            $"{GitHubText.Escape(plan.Title)}. "
                + (
                    plan.OnlyReads
                        ? "The hosts below are checked; none is changed.\n\n"
                        : "Hosts are upgraded in the order below, each checked before the next. "
                            + "The first failure pauses the run until someone decides.\n\n"
                )
        );
        text.AppendLines(
            [.. Facts(run, plan).Select(line => $"- {line}")],
            MaxLines,
            $"`olupgrade plan {plan.Runbook}` lists them"
        );
        if (VersionTable.Of(run) is { Length: > 0 } versions)
            text.TryAppend($"\nVersions before the run:\n\n{GitHubText.Block(versions)}\n");
        var scripts = Scripts(plan);
        const string below =
            "\nAdd notes as comments, or here. The part below is updated automatically and overwritten.\n\n";
        var room = IssueProgress.Room - Room - scripts.Length;
        return $"{text}{scripts}{below}{IssueRegion.Wrap(IssueProgress.Of(run, [], room))}\n";
    }

    /// <summary>
    /// Everything that can run as root, whole: the planner refuses a plan that does not fit here, because what cannot
    /// be shown cannot be approved.
    /// </summary>
    private static string Scripts(Plan plan)
    {
        var text = new StringBuilder();
        foreach (var script in RootScripts.Of(plan))
            text.Append($"\n{GitHubText.Escape(script.Name)}, `{script.Digest.Abbreviated}`:\n\n")
                .Append($"{GitHubText.Block(script.Text)}\n");
        if (plan.Change is { Lines.Length: > 0 } change)
            text.Append($"\nChanged since run {change.Run}, whose plan was approved:\n\n")
                .Append($"{GitHubText.Block(change.Lines)}\n");
        return text.Length == 0
            ? ""
            : $"\n<details><summary>Everything that can run as root</summary>\n{text}\n</details>\n";
    }

    private static IEnumerable<string> Facts(Run run, Plan plan)
    {
        var at = run.RequestedAt is { } asked ? $" on {TimeText.Of(asked)}" : "";
        var link = run.Evidence(BuiltInSteps.Header)?.GetValueOrDefault("link") is { Length: > 0 } url
            ? $", {GitHubText.Link("in Slack", url)}"
            : "";
        yield return $"Run {run.Id} of the runbook {GitHubText.Inline(plan.Runbook)}, "
            + $"started by {GitHubText.Escape(run.Requester?.Name ?? "unknown")}{at}{link}";
        if (plan.Continues is { } previous)
            yield return $"Continues run {previous} with the hosts it left";
        if (run.PlanDigest is { } digest)
            yield return $"Plan `{digest.Abbreviated}`";
        yield return $"Runbook `{plan.RunbookDigest.Abbreviated}`";
        foreach (var earlier in plan.Evidence)
            yield return $"Evidence: {GitHubText.Escape($"{earlier}")}"
                + (earlier.Link is { } issue ? $", {GitHubText.Address(issue)}" : "");
        if (plan is { Evidence.IsEmpty: true, OnlyReads: false })
            yield return "Evidence: no earlier success with this version of the runbook is known";
        foreach (var (name, value) in plan.Parameters.Where(parameter => parameter.Value.Length > 0))
            yield return $"Parameter {GitHubText.Escape(name)}: "
                + (NamesPackages(plan, value) ? "named in Slack" : GitHubText.Inline(value));
        foreach (var stage in plan.Stages.Where(stage => stage.Kind == StageKind.Upgrade && stage.Why is not null))
            yield return $"Stage {GitHubText.Escape(stage.Name)}: {GitHubText.Escape(stage.Why!)}";
        if (!plan.NotCovered.IsEmpty)
            yield return $"Not covered: {GitHubText.Escape(string.Join(", ", plan.NotCovered))}";
    }

    /// <summary>What is about to be patched is not public: the value of a parameter that selects packages.</summary>
    private static bool NamesPackages(Plan plan, string value) =>
        plan
            .Stages.SelectMany(stage => stage.Steps)
            .Any(step => step.Work is Work.Upgrade { Packages.Wanted: var wanted } && wanted == value.Trim());
}
