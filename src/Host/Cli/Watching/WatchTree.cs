using System.Collections.Immutable;
using OlUpgrade.Calendar;
using OlUpgrade.Hosting.Api;
using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using Spectre.Console;

namespace OlUpgrade.Hosting.Cli.Watching;

/// <summary>
/// A run at a time as a tree: where it stands, its stages, the hosts within, the steps of those in work.
/// </summary>
internal static class WatchTree
{
    private const int WidestName = 36;

    public static Tree Of(Run run, DateTimeOffset now, Detail detail, bool isUnicode)
    {
        var (rows, at) = (FleetTable.Of(run), run.IsSettled ? run.EndedAt!.Value : now);
        var title = Markup.Escape($"Run {run.Id}: {run.Plan!.Title}");
        var tree = new Tree(new Markup($"[bold]{title}[/]\n{Markup.Escape(Standing(run, rows, at))}"))
        {
            Guide = isUnicode ? TreeGuide.Line : TreeGuide.Ascii,
        };
        var twigs = new StageNodes(run, rows, at, detail);
        IReadOnlyList<TreeNode> stages = [.. run.Plan.Stages.Where(stage => IsShown(run, stage)).Select(twigs.Of)];
        Grow(tree, detail == Detail.Work ? TreeNode.Counted(stages, "stages") : stages, isUnicode);
        return tree;
    }

    /// <summary>The run on one line: status as everywhere, what it waits for, how far, how long.</summary>
    private static string Standing(Run run, ImmutableArray<HostRow> rows, DateTimeOffset now)
    {
        var age = TimeText.Took(StepNode.Since(run.RequestedAt!.Value, run.EndedAt ?? now));
        var why = RunView.WaitFor(run) is { } what ? $" ({what}{Asked(run, now)})" : "";
        return $"{run.Status}{why}, {HowFar(run, rows)}, {(run.IsFinished ? $"took {age}" : $"begun {age} ago")}";
    }

    private static string HowFar(Run run, ImmutableArray<HostRow> rows) =>
        run.Rollback is { } back
            ? $"{back.Hosts.Count(run.RolledBackHosts.ContainsKey)} of {back.Hosts.Length} hosts brought back"
            : $"{rows.Count(row => row.State == HostState.Done)} of {rows.Length} hosts done";

    private static string Asked(Run run, DateTimeOffset now) =>
        run is { Status: RunStatus.AwaitingApproval, StandsAt: { } gate }
        && run.Gate(gate.Name) is { AskedAt: { } asked, Expired: false }
            ? $", asked {TimeText.Took(StepNode.Since(asked, now))} ago"
            : "";

    /// <summary>A quiet time to come goes without saying.</summary>
    private static bool IsShown(Run run, PlannedStage stage) =>
        stage.Kind != StageKind.Soak || run.IsDone(stage) || stage.Name == run.CurrentStage?.Name;

    private static void Grow(IHasTreeNodes parent, IReadOnlyList<TreeNode> twigs, bool isUnicode)
    {
        var width = twigs.Select(twig => twig.Name.Length).Where(length => length <= WidestName).DefaultIfEmpty().Max();
        foreach (var twig in twigs)
        {
            var (colour, sign) = (NodeSigns.Colour(twig.Mark), NodeSigns.Sign(twig.Mark, isUnicode));
            var line = twig.Words.Length == 0 ? twig.Name : $"{twig.Name.PadRight(width)}  {twig.Words}";
            Grow(parent.AddNode(new Markup($"[{colour}]{sign}[/] {Markup.Escape(line)}")), twig.Twigs, isUnicode);
        }
    }
}
