using System.Collections.Immutable;
using OlUpgrade.Calendar;
using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Wording;

namespace OlUpgrade.Hosting.Cli.Watching;

/// <summary>
/// A host of a stage in the tree: a line when it is done or waits, its steps while it is in work or stuck.
/// </summary>
internal static class HostNode
{
    public static TreeNode Of(Run run, PlannedStage stage, string host, HostRow? row, DateTimeOffset now)
    {
        var steps = StepsOf(run, stage, host);
        ImmutableArray<TreeNode> twigs =
        [
            .. steps.Zip(stage.Steps, (step, planned) => GateNode.Step(run, step, planned, now)),
        ];
        if (Settled(run, stage, host, row) is { } settled)
            return settled;
        return MarkOf(twigs) switch
        {
            NodeStatus.Done => new(
                NodeStatus.Done,
                host,
                $"{Took(steps)}{(row is null ? "" : InWords.Change(row))}{Skipped(steps)}"
            ),
            NodeStatus.Waiting => new(NodeStatus.Waiting, host, ""),
            _ when twigs is [var only] => only with { Name = host },
            var mark => new(Turn(run, stage.Name, mark), host, $"{InWork(run, steps, now)}{Out(row)}", twigs),
        };
    }

    /// <summary>
    /// A host that is brought back, or left out by a person: what became of it stands on its own way alone.
    /// </summary>
    private static TreeNode? Settled(Run run, PlannedStage stage, string host, HostRow? row)
    {
        if (!run.IsAhead(stage.Name))
            return null;
        if (stage.Kind == StageKind.Rollback && run.RolledBackHosts.TryGetValue(host, out var differences))
            return differences.IsEmpty
                ? new(NodeStatus.Done, host, $"{Took(StepsOf(run, stage, host))}, as it was before the run")
                : new(
                    NodeStatus.Failed,
                    host,
                    $"mixed, not as it was before the run: {string.Join("; ", differences)}"
                );
        return run.Excluded.Contains(host) ? new(NodeStatus.LeftOut, host, $"left out{Out(row)}") : null;
    }

    private static string Out(HostRow? row) => row?.OutSince is { } since ? $", {InWords.Service(since)}" : "";

    private static string Skipped(ImmutableArray<StepProgress> steps) =>
        steps.Where(step => step.Phase == StepPhase.Skipped).Select(step => step.Place.Step).ToList()
            is { Count: > 0 } names
            ? $", without {string.Join(", ", names)}"
            : "";

    public static ImmutableArray<StepProgress> StepsOf(Run run, PlannedStage stage, string host) =>
        [.. stage.Steps.Select(step => run.Step(new(stage.Name, host, step.Name)))];

    /// <summary>From the first beginning to the last end; empty for what has no steps.</summary>
    public static string Took(ImmutableArray<StepProgress> steps) =>
        steps.Max(step => step.EndedAt) is { } end ? TimeText.Took(end - steps.Min(step => step.StartedAt)) : "";

    private static string InWork(Run run, ImmutableArray<StepProgress> steps, DateTimeOffset now)
    {
        var stage = steps[0].Place.Stage;
        var until = run.IsAhead(stage) ? now : steps.Max(step => step.EndedAt) ?? now;
        var time = TimeText.Took(StepNode.Since(steps.Min(step => step.StartedAt)!.Value, until));
        return IsLeftOff(run, stage) ? $"left off after {time}" : $"begun {time} ago";
    }

    /// <summary>What stands in the way comes first; between two steps a host is in work.</summary>
    public static NodeStatus MarkOf(ImmutableArray<TreeNode> twigs)
    {
        foreach (var mark in (NodeStatus[])[NodeStatus.Unknown, NodeStatus.Failed, NodeStatus.Again])
        {
            if (twigs.Any(twig => twig.Mark == mark))
                return mark;
        }

        if (twigs.All(twig => twig.Mark is NodeStatus.Done or NodeStatus.LeftOut))
            return twigs.All(twig => twig.Mark == NodeStatus.LeftOut) ? NodeStatus.LeftOut : NodeStatus.Done;
        return twigs.All(twig => twig.Mark == NodeStatus.Waiting) ? NodeStatus.Waiting : NodeStatus.Working;
    }

    /// <summary>True where nothing more is begun: the run has ended, or goes the other way.</summary>
    public static bool IsLeftOff(Run run, string stage) => run.IsSettled || !run.IsAhead(stage);

    /// <summary>
    /// What has its turn never looks as if it waited, and nothing looks in work where nothing more is begun.
    /// </summary>
    public static NodeStatus Turn(Run run, string stage, NodeStatus mark) =>
        (mark, IsLeftOff(run, stage)) switch
        {
            (NodeStatus.Waiting, false) => NodeStatus.Working,
            (NodeStatus.Working, true) => NodeStatus.Waiting,
            _ => mark,
        };
}
