using System.Collections.Immutable;

namespace OlUpgrade.Hosting.Cli.Watching;

/// <summary>
/// A stage, host or step in the tree of a run, with its children.
/// </summary>
/// <param name="Text">What is shown after the name; may be empty.</param>
internal sealed record TreeNode(NodeStatus Status, string Name, string Text, params ImmutableArray<TreeNode> Children)
{
    /// <summary>Replaces neighbours that are all done or all waiting by one node with their number.</summary>
    public static ImmutableArray<TreeNode> Counted(IReadOnlyList<TreeNode> nodes, string what)
    {
        var counted = ImmutableArray.CreateBuilder<TreeNode>();
        for (var at = 0; at < nodes.Count; )
        {
            var status = nodes[at].Status;
            var alike = status is NodeStatus.Done or NodeStatus.Waiting
                ? nodes.Skip(at).TakeWhile(node => node.Status == status).Count()
                : 1;
            counted.Add(
                alike == 1
                    ? nodes[at]
                    : new TreeNode(status, $"{alike} {what}", status == NodeStatus.Done ? "done" : "pending")
            );
            at += alike;
        }

        return counted.ToImmutable();
    }
}
