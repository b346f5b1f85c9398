using System.Collections.Immutable;
using System.Text;
using OlUpgrade.Runs;

namespace OlUpgrade.GitHub;

/// <summary>
/// The draft of a post-mortem, after the staff's own template, with what the journal knows filled in. What people must think about
/// is left to them.
/// </summary>
internal static class PostMortem
{
    private const int LinesMost = 100;

    private static readonly ImmutableArray<string> s_labels = ["Type: Post-Mortem", "Priority: 0", "GJ: Triage Exception"];

    /// <summary>Those of the template, and what the run's own issue says is affected.</summary>
    public static ImmutableArray<string> LabelsOf(Run run) =>
        [.. s_labels, .. (run.Plan!.Issue?.Labels ?? []).Where(label => label.StartsWith("Affects:", StringComparison.OrdinalIgnoreCase))];

    public static string Title(Run run) => $"Post-mortem: {run.Plan!.Title} (run {run.Id}), {InWords.Of(run.Status)}";

    public static string Of(Run run, GitHubIssue tracking, string marker)
    {
        var text = new StringBuilder();
        text.Append($"{GitHubMarker.Comment(marker)}\n");
        text.Append($"Drafted by OlUpgrade when run {run.Id} had ended ({GitHubText.Escape(run.EndedBecause ?? "")}). Tracking issue: {tracking.Url}\n\n");
        text.Append("### Summary\n\n");
        Asked(text, "What is wrong?", [.. run.Steps.Values.Where(step => step.NeedsPerson)
            .Select(step => $"{step.Place}: {step.Failure?.Sentence ?? step.Doubt}")]);
        Asked(text, "What caused the issue?", []);
        Asked(text, "What fixed the issue?", run.Rollback is null ? [] : [$"rollback of {run.Rollback.Target}, asked for by {run.Rollback.By.Name}"]);
        Asked(text, "What was the impact?", [.. FleetTable.Of(run).Where(row => row.StartedAt is not null)
            .Select(row => $"{row.Host}: {InWords.Of(row)}")]);
        Asked(text, "What could have gone better?", []);
        Asked(text, "Followup actions", []);
        text.Append("### Timeline (UTC)\n\n");
        foreach (var (at, words) in Timeline(run).OrderBy(line => line.At).TakeLast(LinesMost))
            text.Append($"- {InWords.Of(at)}: {GitHubText.Escape(words)}\n");
        return text.ToString();
    }

    private static void Asked(StringBuilder text, string question, IReadOnlyCollection<string> known)
    {
        text.Append($"**{question}**\n\n");
        foreach (var line in known)
            text.Append($"- {GitHubText.Escape(line)}\n");
        text.Append(known.Count == 0 ? "_To be written._\n\n" : "\n");
    }

    private static IEnumerable<(DateTimeOffset At, string Words)> Timeline(Run run)
    {
        yield return (run.RequestedAt!.Value, $"{run.Requester!.Name} asked for the run");
        foreach (var gate in run.Gates.Values)
        {
            foreach (var (by, at) in gate.ApprovedAt)
                yield return (at, $"{by} approved {gate.Stage}");
        }

        foreach (var step in run.Steps.Values.Where(step => step.Place.Host != StepPlace.NoHost && step.EndedAt is not null))
            yield return (step.EndedAt!.Value, $"{step.Place}: {Ended(step)}");
        if (run.EndedAt is { } ended)
            yield return (ended, $"the run ended: {run.EndedBecause}");
    }

    private static string Ended(StepProgress step) => step.Phase switch
    {
        StepPhase.Succeeded => "done",
        StepPhase.Skipped => "skipped",
        StepPhase.Unknown => $"not known: {step.Doubt}",
        _ => $"failed ({InWords.Of(step.Failure?.Kind ?? FailureKind.ExitCode)})",
    };
}
