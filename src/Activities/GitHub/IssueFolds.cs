using System.Collections.Immutable;
using System.Text;
using OlUpgrade.Calendar;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;

namespace OlUpgrade.GitHub;

/// <summary>
/// The folded sections at the end of the tracking issue: for each host what changed, the answers to its health
/// questions, and what was saved on it for a rollback; then the newest lines of the log.
/// </summary>
internal static class IssueFolds
{
    private const int MaxLines = 15;
    private const int MaxLineLength = 160;

    /// <summary>How much is left for the log, however many hosts there are.</summary>
    private const int LogRoom = 12_000;

    private const string Elsewhere = "the journal has all of them";

    public static void Append(LengthLimit text, Run run, ImmutableArray<(DateTimeOffset At, string Sentence)> timeline)
    {
        foreach (var row in FleetTable.Of(run))
        {
            Host(text, $"{row.Host}: before and after", BeforeAndAfter(run, row));
            Host(text, $"{row.Host}: saved for rollback", KeptOn(run, row));
        }

        Log(text, timeline);
    }

    private static void Host(LengthLimit text, string title, IReadOnlyList<string> lines)
    {
        if (lines.Count > 0 && Folded(title, lines, MaxLines) is var fold && fold.Length + LogRoom <= text.Left)
            text.TryAppend(fold);
    }

    private static ImmutableArray<string> BeforeAndAfter(Run run, HostRow row) =>
        row.State is HostState.Done or HostState.Soaking ? HostEvidence.Of(run, row).Lines(row) : [];

    /// <summary>Not of announced packages before they are installed: names say what is not patched yet.</summary>
    private static string[] KeptOn(Run run, HostRow row) =>
        UpgradeTargets.Of(run, row.Host) is not null && row.State is not (HostState.Done or HostState.Soaking)
            ? []
            :
            [
                .. run.Plan!.Stage(row.Stage)
                    .Steps.Where(step => step.Work is Work.Keep)
                    .Select(step => run.Evidence(new(row.Stage, row.Host, step.Name)))
                    .OfType<Facts>()
                    .SelectMany(facts =>
                        Lines(facts, "kept-packages", "")
                            .Concat(Lines(facts, "kept-images", ""))
                            .Concat(Lines(facts, "no-way-back", "can't be rolled back: "))
                    ),
            ];

    private static IEnumerable<string> Lines(Facts facts, string name, string before) =>
        facts
            .GetValueOrDefault(name, "")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => before + line);

    /// <summary>The newest lines, as many as fit; older ones are in the comments.</summary>
    private static void Log(LengthLimit text, ImmutableArray<(DateTimeOffset At, string Sentence)> timeline)
    {
        var shown = new Stack<string>();
        var room = text.Left - 400;
        for (var at = timeline.Length - 1; at >= 0; at--)
        {
            var line = $"{TimeText.ToTheSecond(timeline[at].At)}: {FirstLine(timeline[at].Sentence)}";
            room -= Item(line).Length;
            if (room < 0)
                break;
            shown.Push(line);
        }

        if (shown.Count == 0)
            return;
        var older = timeline.Length - shown.Count;
        text.TryAppend(Folded(older == 0 ? "Log" : $"Log, without the oldest {older} lines", [.. shown], shown.Count));
    }

    private static string FirstLine(string sentence) => sentence.Split('\n', 2)[0];

    private static string Folded(string title, IReadOnlyList<string> lines, int max)
    {
        var fold = new StringBuilder();
        fold.Append($"\n<details><summary>{GitHubText.Escape(title)}</summary>\n\n");
        foreach (var line in lines.Take(max))
            fold.Append(Item(line));
        if (lines.Count > max)
            fold.Append($"- and {lines.Count - max} more: {Elsewhere}\n");
        return fold.Append("\n</details>\n").ToString();
    }

    private static string Item(string line) => $"- {GitHubText.Escape(GitHubText.Shortened(line, MaxLineLength))}\n";
}
