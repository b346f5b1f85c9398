using System.Collections.Immutable;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;

namespace OlUpgrade.Hosting.Cli.Watching;

/// <summary>
/// The stages of a run at one moment, each with its hosts, or with its steps if it has no hosts. A stage that the
/// engine adds is one line unless it is in progress.
/// </summary>
internal sealed class StageNodes(Run run, ImmutableArray<HostRow> rows, DateTimeOffset now, Detail detail)
{
    public TreeNode Of(PlannedStage stage)
    {
        if (run.IsDone(stage))
            return new(EndOf(stage), stage.Name, Took(stage), detail == Detail.All ? Listed(stage) : []);
        if (!run.IsAhead(stage.Name))
            return Stopped(stage);
        if (stage.Name != run.CurrentStage?.Name)
            return new(NodeStatus.Waiting, stage.Name, Pending(stage), detail == Detail.All ? Listed(stage) : []);
        if (!run.IsOpen(stage))
            return AtGate(stage);
        return stage.Hosts.IsEmpty ? OfItself(stage) : OnHosts(stage);
    }

    /// <summary>The status of an ended stage; a rollback may have ended with problems.</summary>
    private NodeStatus EndOf(PlannedStage stage) =>
        stage.Kind == StageKind.Rollback ? HostNode.StatusOf(HostsOf(stage)) : NodeStatus.Done;

    /// <summary>A stage of the upgrade in a run that rolls back, or has rolled back.</summary>
    private TreeNode Stopped(PlannedStage stage)
    {
        var hosts = HostsOf(stage);
        var hasStarted =
            stage.Kind == StageKind.Upgrade
            && hosts.Any(host => host.Status != NodeStatus.Waiting || !host.Children.IsEmpty);
        var shown = hasStarted && detail != Detail.Work ? hosts : [];
        return new(NodeStatus.Waiting, stage.Name, hasStarted ? "stopped" : "not started", shown);
    }

    private TreeNode OnHosts(PlannedStage stage)
    {
        var hosts = HostsOf(stage);
        var done = hosts.Count(host => host.Status == NodeStatus.Done);
        var words = stage.Kind == StageKind.Rollback ? "" : $"{done} of {hosts.Length} hosts done";
        var shown = IsListed(stage) && detail != Detail.Work ? hosts : TreeNode.Counted(hosts, "hosts");
        return new(HostNode.InRun(run, stage.Name, HostNode.StatusOf(hosts)), stage.Name, words, shown);
    }

    private TreeNode OfItself(PlannedStage stage)
    {
        var steps = HostNode.StepsOf(run, stage, StepPlace.NoHost);
        ImmutableArray<TreeNode> children =
        [
            .. steps.Zip(stage.Steps, (step, planned) => StepNode.Of(step, planned, now)),
        ];
        return new(HostNode.InRun(run, stage.Name, HostNode.StatusOf(children)), stage.Name, "", children);
    }

    private TreeNode AtGate(PlannedStage stage)
    {
        var hosts = detail == Detail.Work ? [] : Listed(stage);
        if (run.IsSettled)
            return new(NodeStatus.Waiting, stage.Name, "not started", hosts);
        var gate = Gate.Of(stage)!;
        if (run.Gate(gate.Name) is { AskedAt: not null } answers)
            return new(NodeStatus.Asking, stage.Name, GateNode.WaitText(answers, gate.Rule), hosts);
        var question = StepNode.Of(run.Step(gate.Question), AskStep.Of(gate.Question, gate), now);
        return new(HostNode.InRun(run, stage.Name, question.Status), stage.Name, "", [question, .. hosts]);
    }

    private ImmutableArray<TreeNode> Listed(PlannedStage stage) => IsListed(stage) ? HostsOf(stage) : [];

    private static bool IsListed(PlannedStage stage) => stage.Kind is StageKind.Upgrade or StageKind.Rollback;

    private ImmutableArray<TreeNode> HostsOf(PlannedStage stage) =>
        [.. stage.Hosts.Select(host => HostNode.Of(run, stage, host, RowOf(stage, host), now))];

    private HostRow? RowOf(PlannedStage stage, string host) =>
        rows.FirstOrDefault(row => row.Host == host && row.Stage == stage.Name);

    private string Pending(PlannedStage stage)
    {
        if (run.IsFinished)
            return "not started";
        return stage is { Gate: not null, Kind: StageKind.Upgrade or StageKind.Rollback } ? "needs approval first" : "";
    }

    private string Took(PlannedStage stage) =>
        HostNode.Took([.. stage.Places.SelectMany(host => HostNode.StepsOf(run, stage, host))]);
}
