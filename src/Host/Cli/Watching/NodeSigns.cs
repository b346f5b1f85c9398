using System.Diagnostics;

namespace OlUpgrade.Hosting.Cli.Watching;

/// <summary>
/// The sign and the colour of each status. The signs work without colours, and every sign is followed by a text.
/// </summary>
internal static class NodeSigns
{
    public static string Sign(NodeStatus status, bool isUnicode) =>
        status switch
        {
            NodeStatus.Waiting => isUnicode ? "·" : "-",
            NodeStatus.Working => isUnicode ? "●" : ">",
            NodeStatus.RetryDue => isUnicode ? "↻" : "~",
            NodeStatus.Asking => "!",
            NodeStatus.Failed => isUnicode ? "✗" : "x",
            NodeStatus.Unknown => "?",
            NodeStatus.Done => isUnicode ? "✓" : "+",
            NodeStatus.LeftOut => isUnicode ? "∅" : "o",
            _ => throw new UnreachableException($"{status} has no sign."),
        };

    public static string Colour(NodeStatus status) =>
        status switch
        {
            NodeStatus.Waiting => "grey",
            NodeStatus.Working => "blue",
            NodeStatus.RetryDue or NodeStatus.Asking or NodeStatus.LeftOut => "yellow",
            NodeStatus.Failed => "red",
            NodeStatus.Unknown => "magenta",
            NodeStatus.Done => "green",
            _ => throw new UnreachableException($"{status} has no colour."),
        };
}
