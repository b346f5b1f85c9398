using System.Collections.Immutable;
using System.Text;
using OlUpgrade.Calendar;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Wording;

namespace OlUpgrade.GitHub;

/// <summary>
/// A draft post-mortem in the staff's own template, filled in from the journal. What needs judgement is left to people.
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

    /// <summary>The template's labels, and the <c>Affects:</c> labels of the run's own issue.</summary>
    public static ImmutableArray<string> LabelsOf(Run run) =>
        [
            .. Labels,
            .. (run.Plan!.Issue?.Labels ?? []).Where(label =>
                label.StartsWith("Affects:", StringComparison.OrdinalIgnoreCase)
            ),
        ];

    public static string Title(Run run) =>
        "Post-mortem: "
        + $"{GitHubText.Shortened(OutsideText.Line(run.Plan!.Title), IssueBody.MaxTitle)} (run "
        + $"{run.Id}), {StateText.Of(run.Status)}";

    public static string Of(RunReport report, GitHubIssue tracking, string marker, GitHubMarkers? markers = null)
    {
        var run = report.Run;
        var text = new StringBuilder();
        text.Append($"{(markers ?? GitHubMarkers.WithoutCode).Comment(marker)}\n");
        text.Append(
            $"Drafted by OlUpgrade after run {run.Id} ended ({GitHubText.Escape(run.EndedBecause ?? "")}). "
                + $"Tracking issue: {GitHubText.Address(tracking.Url)}\n\n"
        );
        text.Append("### Summary\n\n");
        Question(text, "What is wrong?", [.. report.Failures]);
        Question(text, "What caused the issue?", []);
        Question(
            text,
            "What fixed the issue?",
            run.Rollback is null ? [] : [$"Rollback of {run.Rollback.Target}, requested by {run.Rollback.By.Name}"]
        );
        Question(
            text,
            "What was the impact?",
            [
                .. FleetTable
                    .Of(run)
                    .Where(row => row.StartedAt is not null)
                    .Select(row => $"{row.Host}: {StateText.Of(row)}"),
            ]
        );
        Question(text, "What could have gone better?", []);
        Question(text, "Followup actions", []);
        text.Append("### Timeline (UTC)\n\n");
        Lines(text, [.. report.Timeline.Select(line => $"{TimeText.ToTheSecond(line.At)}: {line.Sentence}")]);
        return GitHubText.First(text.ToString());
    }

    private static void Question(StringBuilder text, string question, IReadOnlyCollection<string> known)
    {
        text.Append($"**{question}**\n\n");
        Lines(text, known);
        text.Append(known.Count == 0 ? "_To be written._\n\n" : "\n");
    }

    /// <summary>The newest items, cut to their first line.</summary>
    private static void Lines(StringBuilder text, IReadOnlyCollection<string> lines)
    {
        if (lines.Count > MaxLines)
            text.Append($"- {lines.Count - MaxLines} earlier ones are on the tracking issue\n");
        foreach (var line in lines.TakeLast(MaxLines).Select(line => line.Split('\n', 2)[0]))
            text.Append($"- {GitHubText.Escape(GitHubText.Shortened(line, MaxLineLength))}\n");
    }
}
