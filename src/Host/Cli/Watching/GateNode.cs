using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;

namespace OlUpgrade.Hosting.Cli.Watching;

/// <summary>What stands before a closed gate, in the tree.</summary>
internal static class GateNode
{
    public static string Asked(GateProgress answers, ApprovalRule rule)
    {
        var missing = rule.Needs - answers.ApprovedBy.Length;
        return answers.Expired
            ? "nobody approved in time"
            : $"waits for an approval{(missing > 1 ? $", {missing} more needed" : "")}";
    }

    /// <summary>A step of a host; one that nothing takes back and that waits for a yes says so.</summary>
    public static TreeNode Step(Run run, StepProgress step, PlannedStep planned, DateTimeOffset now) =>
        run.StandsAt is { Before: { } before } gate
        && before == step.Place
        && run.Gate(gate.Name) is { AskedAt: not null } answers
            ? new(NodeStatus.Asking, planned.Name, $"{Asked(answers, gate.Rule)}: nothing takes it back")
            : StepNode.Of(step, planned, now);
}
