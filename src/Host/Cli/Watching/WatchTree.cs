using System.Collections.Immutable;
using OlUpgrade.Calendar;
using OlUpgrade.Hosting.Api;
using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using Spectre.Console;

namespace OlUpgrade.Hosting.Cli.Watching;

/// <summary>
/// A run at one moment as a tree: its headline, its stages, their hosts, and the steps of hosts in progress.
/// </summary>
internal static class WatchTree
{
    /// <summary>Longer names do not widen the column.</summary>
    private const int MaxName = 36;

    public static Tree Of(Run run, DateTimeOffset now, Detail detail, bool isUnicode)
    {
        var (rows, at) = (FleetTable.Of(run), run.IsSettled ? run.EndedAt!.Value : now);
        var title = Markup.Escape($"Run {run.Id}: {run.Plan!.Title}");
        var tree = new Tree(new Markup($"[bold]{title}[/]\n{Markup.Escape(Headline(run, rows, at))}"))
        {
            Guide = isUnicode ? TreeGuide.Line : TreeGuide.Ascii,
        };
        var nodes = new StageNodes(run, rows, at, detail);
        IReadOnlyList<TreeNode> stages = [.. run.Plan.Stages.Where(stage => IsShown(run, stage)).Select(nodes.Of)];
        Add(tree, detail == Detail.Work ? TreeNode.Counted(stages, "stages") : stages, isUnicode);
        return tree;
    }

    /// <summary>The run on one line: its status, what it waits for, its progress and its age.</summary>
    private static string Headline(Run run, ImmutableArray<HostRow> rows, DateTimeOffset now)
    {
        var age = TimeText.Took(StepNode.Since(run.RequestedAt!.Value, run.EndedAt ?? now));
        var why = RunView.WaitFor(run) is { } what ? $" ({what}{AskedAgo(run, now)})" : "";
        return $"{run.Status}{why}, {Progress(run, rows)}, {(run.IsFinished ? $"took {age}" : $"started {age} ago")}";
    }

    private static string Progress(Run run, ImmutableArray<HostRow> rows) =>
        run.Rollback is { } rollback
            ? $"{rollback.Hosts.Count(run.RolledBackHosts.ContainsKey)} of {rollback.Hosts.Length} hosts rolled back"
            : $"{rows.Count(row => row.State == HostState.Done)} of {rows.Length} hosts done";

    private static string AskedAgo(Run run, DateTimeOffset now) =>
        run is { Status: RunStatus.AwaitingApproval, CurrentGate: { } gate }
        && run.Gate(gate.Name) is { AskedAt: { } asked, Expired: false }
            ? $", asked {TimeText.Took(StepNode.Since(asked, now))} ago"
            : "";

    /// <summary>Soaks that are still ahead are not shown.</summary>
    private static bool IsShown(Run run, PlannedStage stage) =>
        stage.Kind != StageKind.Soak || run.IsDone(stage) || stage.Name == run.CurrentStage?.Name;

    private static void Add(IHasTreeNodes parent, IReadOnlyList<TreeNode> nodes, bool isUnicode)
    {
        var width = nodes.Select(node => node.Name.Length).Where(length => length <= MaxName).DefaultIfEmpty().Max();
        foreach (var node in nodes)
        {
            var (colour, sign) = (NodeSigns.Colour(node.Status), NodeSigns.Sign(node.Status, isUnicode));
            var line = node.Text.Length == 0 ? node.Name : $"{node.Name.PadRight(width)}  {node.Text}";
            Add(parent.AddNode(new Markup($"[{colour}]{sign}[/] {Markup.Escape(line)}")), node.Children, isUnicode);
        }
    }
}
