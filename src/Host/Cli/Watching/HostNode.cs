using System.Collections.Immutable;
using OlUpgrade.Calendar;
using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Wording;

namespace OlUpgrade.Hosting.Cli.Watching;

/// <summary>
/// A host of a stage in the tree: one line when it is done or waiting, with its steps while it is in progress or stuck.
/// </summary>
internal static class HostNode
{
    public static TreeNode Of(Run run, PlannedStage stage, string host, HostRow? row, DateTimeOffset now)
    {
        var steps = StepsOf(run, stage, host);
        ImmutableArray<TreeNode> children =
        [
            .. steps.Zip(stage.Steps, (step, planned) => GateNode.Step(run, step, planned, now)),
        ];
        if (Settled(run, stage, host, row) is { } settled)
            return settled;
        return StatusOf(children) switch
        {
            NodeStatus.Done => new(
                NodeStatus.Done,
                host,
                $"{Took(steps)}{(row is null ? "" : StateText.Change(row))}{Skipped(steps)}"
            ),
            NodeStatus.Waiting => new(NodeStatus.Waiting, host, ""),
            _ when children is [var only] => only with { Name = host },
            var status => new(
                InRun(run, stage.Name, status),
                host,
                $"{Progress(run, steps, now)}{Service(row)}",
                children
            ),
        };
    }

    /// <summary>
    /// A host that is rolled back or excluded; null for others, and in stages of the direction that the run has left.
    /// </summary>
    private static TreeNode? Settled(Run run, PlannedStage stage, string host, HostRow? row)
    {
        if (!run.IsAhead(stage.Name))
            return null;
        if (stage.Kind == StageKind.Rollback && run.RolledBackHosts.TryGetValue(host, out var differences))
            return differences.IsEmpty
                ? new(NodeStatus.Done, host, $"{Took(StepsOf(run, stage, host))}, as it was before the run")
                : new(NodeStatus.Failed, host, $"mixed, differs from before the run: {string.Join("; ", differences)}");
        return run.Excluded.Contains(host) ? new(NodeStatus.LeftOut, host, $"excluded{Service(row)}") : null;
    }

    private static string Service(HostRow? row) =>
        row is not null && StateText.Service(row) is { Length: > 0 } service ? $", {service}" : "";

    private static string Skipped(ImmutableArray<StepProgress> steps) =>
        steps.Where(step => step.Phase == StepPhase.Skipped).Select(step => step.Place.Step).ToList()
            is { Count: > 0 } names
            ? $", without {string.Join(", ", names)}"
            : "";

    public static ImmutableArray<StepProgress> StepsOf(Run run, PlannedStage stage, string host) =>
        [.. stage.Steps.Select(step => run.Step(new(stage.Name, host, step.Name)))];

    /// <summary>The time from the first start to the last end; empty without steps.</summary>
    public static string Took(ImmutableArray<StepProgress> steps) =>
        steps.Max(step => step.EndedAt) is { } end ? TimeText.Took(end - steps.Min(step => step.StartedAt)) : "";

    private static string Progress(Run run, ImmutableArray<StepProgress> steps, DateTimeOffset now)
    {
        var stage = steps[0].Place.Stage;
        var until = run.IsAhead(stage) ? now : steps.Max(step => step.EndedAt) ?? now;
        var time = TimeText.Took(StepNode.Since(steps.Min(step => step.StartedAt)!.Value, until));
        return IsStopped(run, stage) ? $"stopped after {time}" : $"started {time} ago";
    }

    /// <summary>
    /// The status of a node with these children: problems come first; between two steps it is working.
    /// </summary>
    public static NodeStatus StatusOf(ImmutableArray<TreeNode> children)
    {
        foreach (var status in (NodeStatus[])[NodeStatus.Unknown, NodeStatus.Failed, NodeStatus.RetryDue])
        {
            if (children.Any(child => child.Status == status))
                return status;
        }

        if (children.All(child => child.Status is NodeStatus.Done or NodeStatus.LeftOut))
            return children.All(child => child.Status == NodeStatus.LeftOut) ? NodeStatus.LeftOut : NodeStatus.Done;
        return children.All(child => child.Status == NodeStatus.Waiting) ? NodeStatus.Waiting : NodeStatus.Working;
    }

    /// <summary>True if nothing more starts in this stage: the run has ended, or goes the other way.</summary>
    public static bool IsStopped(Run run, string stage) => run.IsSettled || !run.IsAhead(stage);

    /// <summary>
    /// The status as part of the run: the current node never looks idle, and a stopped one never looks busy.
    /// </summary>
    public static NodeStatus InRun(Run run, string stage, NodeStatus status) =>
        (status, IsStopped(run, stage)) switch
        {
            (NodeStatus.Waiting, false) => NodeStatus.Working,
            (NodeStatus.Working, true) => NodeStatus.Waiting,
            _ => status,
        };
}
