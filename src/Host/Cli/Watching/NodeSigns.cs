using System.Diagnostics;

namespace OlUpgrade.Hosting.Cli.Watching;

/// <summary>
/// The sign and the colour of each mark: whoever sees no colours reads the sign, and every sign has its words.
/// </summary>
internal static class NodeSigns
{
    public static string Sign(NodeStatus mark, bool isUnicode) =>
        mark switch
        {
            NodeStatus.Waiting => isUnicode ? "·" : "-",
            NodeStatus.Working => isUnicode ? "●" : ">",
            NodeStatus.Again => isUnicode ? "↻" : "~",
            NodeStatus.Asking => "!",
            NodeStatus.Failed => isUnicode ? "✗" : "x",
            NodeStatus.Unknown => "?",
            NodeStatus.Done => isUnicode ? "✓" : "+",
            NodeStatus.LeftOut => isUnicode ? "∅" : "o",
            _ => throw new UnreachableException($"No sign for {mark}."),
        };

    public static string Colour(NodeStatus mark) =>
        mark switch
        {
            NodeStatus.Waiting => "grey",
            NodeStatus.Working => "blue",
            NodeStatus.Again or NodeStatus.Asking or NodeStatus.LeftOut => "yellow",
            NodeStatus.Failed => "red",
            NodeStatus.Unknown => "magenta",
            NodeStatus.Done => "green",
            _ => throw new UnreachableException($"No colour for {mark}."),
        };
}
