using System.Collections.Immutable;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;

namespace OlUpgrade.Hosting.Cli.Watching;

/// <summary>
/// The stages of a run at a time, each with its hosts, or with its steps where the run itself does them. What the
/// engine adds around the runbook's own stages is a line when nothing of it is in work.
/// </summary>
internal sealed class StageNodes(Run run, ImmutableArray<HostRow> rows, DateTimeOffset now, Detail detail)
{
    public TreeNode Of(PlannedStage stage)
    {
        if (run.IsDone(stage))
            return new(EndOf(stage), stage.Name, Took(stage), detail == Detail.All ? Listed(stage) : []);
        if (!run.IsAhead(stage.Name))
            return LeftOff(stage);
        if (stage.Name != run.CurrentStage?.Name)
            return new(NodeStatus.Waiting, stage.Name, ToCome(stage), detail == Detail.All ? Listed(stage) : []);
        if (!run.IsOpen(stage))
            return AtGate(stage);
        return stage.Hosts.IsEmpty ? OfItself(stage) : OnHosts(stage);
    }

    /// <summary>A way back that has ended need not have ended well.</summary>
    private NodeStatus EndOf(PlannedStage stage) =>
        stage.Kind == StageKind.Rollback ? HostNode.MarkOf(HostsOf(stage)) : NodeStatus.Done;

    /// <summary>A stage of the way forward in a run that goes back, or has gone back.</summary>
    private TreeNode LeftOff(PlannedStage stage)
    {
        var hosts = HostsOf(stage);
        var isBegun =
            stage.Kind == StageKind.Upgrade
            && hosts.Any(host => host.Mark != NodeStatus.Waiting || !host.Twigs.IsEmpty);
        var shown = isBegun && detail != Detail.Work ? hosts : [];
        return new(NodeStatus.Waiting, stage.Name, isBegun ? "left off" : "not begun", shown);
    }

    private TreeNode OnHosts(PlannedStage stage)
    {
        var hosts = HostsOf(stage);
        var done = hosts.Count(host => host.Mark == NodeStatus.Done);
        var words = stage.Kind == StageKind.Rollback ? "" : $"{done} of {hosts.Length} hosts done";
        var shown = IsListed(stage) && detail != Detail.Work ? hosts : TreeNode.Counted(hosts, "hosts");
        return new(HostNode.Turn(run, stage.Name, HostNode.MarkOf(hosts)), stage.Name, words, shown);
    }

    private TreeNode OfItself(PlannedStage stage)
    {
        var steps = HostNode.StepsOf(run, stage, StepPlace.NoHost);
        ImmutableArray<TreeNode> twigs =
        [
            .. steps.Zip(stage.Steps, (step, planned) => StepNode.Of(step, planned, now)),
        ];
        return new(HostNode.Turn(run, stage.Name, HostNode.MarkOf(twigs)), stage.Name, "", twigs);
    }

    private TreeNode AtGate(PlannedStage stage)
    {
        var hosts = detail == Detail.Work ? [] : Listed(stage);
        if (run.IsSettled)
            return new(NodeStatus.Waiting, stage.Name, "not begun", hosts);
        var gate = Gate.Of(stage)!;
        if (run.Gate(gate.Name) is { AskedAt: not null } answers)
            return new(NodeStatus.Asking, stage.Name, GateNode.Asked(answers, gate.Rule), hosts);
        var question = StepNode.Of(run.Step(gate.Question), AskStep.Of(gate.Question, gate), now);
        return new(HostNode.Turn(run, stage.Name, question.Mark), stage.Name, "", [question, .. hosts]);
    }

    private ImmutableArray<TreeNode> Listed(PlannedStage stage) => IsListed(stage) ? HostsOf(stage) : [];

    private static bool IsListed(PlannedStage stage) => stage.Kind is StageKind.Upgrade or StageKind.Rollback;

    private ImmutableArray<TreeNode> HostsOf(PlannedStage stage) =>
        [.. stage.Hosts.Select(host => HostNode.Of(run, stage, host, RowOf(stage, host), now))];

    private HostRow? RowOf(PlannedStage stage, string host) =>
        rows.FirstOrDefault(row => row.Host == host && row.Stage == stage.Name);

    private string ToCome(PlannedStage stage)
    {
        if (run.IsFinished)
            return "not begun";
        return stage is { Gate: not null, Kind: StageKind.Upgrade or StageKind.Rollback }
            ? "asks for an approval first"
            : "";
    }

    private string Took(PlannedStage stage) =>
        HostNode.Took([.. stage.Places.SelectMany(host => HostNode.StepsOf(run, stage, host))]);
}
