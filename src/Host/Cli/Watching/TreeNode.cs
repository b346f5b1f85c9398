using System.Collections.Immutable;

namespace OlUpgrade.Hosting.Cli.Watching;

/// <summary>
/// A stage, host or step in the tree of a run: how it stands, in a sign and a few words, and what is within.
/// </summary>
internal sealed record TreeNode(NodeStatus Mark, string Name, string Words, params ImmutableArray<TreeNode> Twigs)
{
    /// <summary>Neighbours that are all done, or all wait, become one that counts them.</summary>
    public static ImmutableArray<TreeNode> Counted(IReadOnlyList<TreeNode> twigs, string what)
    {
        var counted = ImmutableArray.CreateBuilder<TreeNode>();
        for (var at = 0; at < twigs.Count; )
        {
            var mark = twigs[at].Mark;
            var alike = mark is NodeStatus.Done or NodeStatus.Waiting
                ? twigs.Skip(at).TakeWhile(twig => twig.Mark == mark).Count()
                : 1;
            counted.Add(
                alike == 1
                    ? twigs[at]
                    : new TreeNode(mark, $"{alike} {what}", mark == NodeStatus.Done ? "done" : "to come")
            );
            at += alike;
        }

        return counted.ToImmutable();
    }
}
