using System.Collections.Immutable;
using System.Text;
using OlUpgrade.Calendar;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Wording;

namespace OlUpgrade.GitHub;

/// <summary>
/// The draft of a post-mortem, after the staff's own template, with what the journal knows filled in. What people must
/// think about is left to them.
/// </summary>
internal static class PostMortem
{
    private const int MaxLines = 100;
    private const int MaxLineLength = 400;

    private static readonly ImmutableArray<string> Labels =
    [
        "Type: Post-Mortem",
        "Priority: 0",
        "GJ: Triage Exception",
    ];

    /// <summary>Those of the template, and what the run's own issue says is affected.</summary>
    public static ImmutableArray<string> LabelsOf(Run run) =>
        [
            .. Labels,
            .. (run.Plan!.Issue?.Labels ?? []).Where(label =>
                label.StartsWith("Affects:", StringComparison.OrdinalIgnoreCase)
            ),
        ];

    public static string Title(Run run) =>
        "Post-mortem: "
        + $"{GitHubText.Shortened(run.Plan!.Title, IssueBody.MaxTitle)} (run "
        + $"{run.Id}), {InWords.Of(run.Status)}";

    public static string Of(RunReport report, GitHubIssue tracking, string marker)
    {
        var run = report.Run;
        var text = new StringBuilder();
        text.Append($"{GitHubMarker.Comment(marker)}\n");
        text.Append(
            $"Drafted by OlUpgrade when run {run.Id} had ended ({GitHubText.Escape(run.EndedBecause ?? "")}). "
                + $"Tracking issue: {tracking.Url}\n\n"
        );
        text.Append("### Summary\n\n");
        Asked(text, "What is wrong?", [.. report.Failures]);
        Asked(text, "What caused the issue?", []);
        Asked(
            text,
            "What fixed the issue?",
            run.Rollback is null ? [] : [$"rollback of {run.Rollback.Target}, asked for by {run.Rollback.By.Name}"]
        );
        Asked(
            text,
            "What was the impact?",
            [
                .. FleetTable
                    .Of(run)
                    .Where(row => row.StartedAt is not null)
                    .Select(row => $"{row.Host}: {InWords.Of(row)}"),
            ]
        );
        Asked(text, "What could have gone better?", []);
        Asked(text, "Followup actions", []);
        text.Append("### Timeline (UTC)\n\n");
        Lines(text, [.. report.Timeline.Select(told => $"{TimeText.ToTheSecond(told.At)}: {told.Sentence}")]);
        return GitHubText.First(text.ToString());
    }

    private static void Asked(StringBuilder text, string question, IReadOnlyCollection<string> known)
    {
        text.Append($"**{question}**\n\n");
        Lines(text, known);
        text.Append(known.Count == 0 ? "_To be written._\n\n" : "\n");
    }

    /// <summary>The newest lines, and of each its first.</summary>
    private static void Lines(StringBuilder text, IReadOnlyCollection<string> lines)
    {
        if (lines.Count > MaxLines)
            text.Append($"- {lines.Count - MaxLines} earlier ones stand on the tracking issue\n");
        foreach (var line in lines.TakeLast(MaxLines).Select(line => line.Split('\n', 2)[0]))
            text.Append($"- {GitHubText.Escape(GitHubText.Shortened(line, MaxLineLength))}\n");
    }
}
