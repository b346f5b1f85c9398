using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;

namespace OlUpgrade.Hosting.Cli.Watching;

/// <summary>The tree's text for a closed gate.</summary>
internal static class GateNode
{
    public static string WaitText(GateProgress answers, ApprovalRule rule)
    {
        var missing = rule.Needs - answers.Approvals.Length;
        return answers.Expired
            ? "not approved in time"
            : $"waiting for approval{(missing > 1 ? $", {missing} more needed" : "")}";
    }

    /// <summary>A step of a host, or the gate before it if it cannot be undone and waits for an approval.</summary>
    public static TreeNode Step(Run run, StepProgress step, PlannedStep planned, DateTimeOffset now) =>
        run.CurrentGate is { Before: { } before } gate
        && before == step.Place
        && run.Gate(gate.Name) is { AskedAt: not null } answers
            ? new(NodeStatus.Asking, planned.Name, $"{WaitText(answers, gate.Rule)}: it cannot be undone")
            : StepNode.Of(step, planned, now);
}
