using System.Text;
using OlUpgrade.Runs;

namespace OlUpgrade.GitHub;

/// <summary>
/// The part of the tracking issue that tells, host by host, what runs after the work that did not run before, and what
/// was kept on the host for the way back. Folded away, because it may be long.
/// </summary>
internal static class IssueChanges
{
    /// <summary>GitHub takes 65,536 characters for the whole text: eight hosts, two parts each, must fit with room to spare.</summary>
    private const int LinesMost = 15;
    private const int LongestLine = 160;

    public static void Append(StringBuilder text, Run run, Plan plan)
    {
        foreach (var stage in plan.Stages.Where(stage => stage.Kind == StageKind.Upgrade))
        {
            foreach (var host in stage.Hosts)
            {
                Fold(text, $"{host}: before and after", HostChanges.Of(run, stage, host));
                Fold(text, $"{host}: kept for the way back", KeptOn(run, stage, host));
            }
        }
    }

    private static string[] KeptOn(Run run, PlannedStage stage, string host) => [.. stage.Steps
        .Where(step => step.Work is Runbooks.Work.Keep)
        .Select(step => run.Evidence(new(stage.Name, host, step.Name)))
        .OfType<Facts>()
        .SelectMany(facts => Lines(facts, "kept-packages", "").Concat(Lines(facts, "kept-images", "")).Concat(Lines(facts, "no-way-back", "no way back: ")))];

    private static IEnumerable<string> Lines(Facts facts, string name, string before) => facts
        .GetValueOrDefault(name, "")
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => before + line);

    private static void Fold(StringBuilder text, string title, IReadOnlyCollection<string> lines)
    {
        if (lines.Count == 0)
            return;
        text.Append($"\n<details><summary>{GitHubText.Escape(title)}</summary>\n\n");
        foreach (var line in lines.Take(LinesMost))
            text.Append($"- {GitHubText.Escape(line.Length > LongestLine ? line[..LongestLine] + "…" : line)}\n");
        if (lines.Count > LinesMost)
            text.Append($"- and {lines.Count - LinesMost} more: the journal has them all\n");
        text.Append("\n</details>\n");
    }
}
