using System.Diagnostics;

namespace OlUpgrade.Hosting.Cli.Watching;

/// <summary>The sign and the colour of each mark: whoever sees no colours reads the sign, and every sign has its words.</summary>
internal static class TwigSigns
{
    public static string Sign(TwigMark mark, bool isUnicode) => mark switch
    {
        TwigMark.Waiting => isUnicode ? "·" : "-",
        TwigMark.Working => isUnicode ? "●" : ">",
        TwigMark.Again => isUnicode ? "↻" : "~",
        TwigMark.Asking => "!",
        TwigMark.Failed => isUnicode ? "✗" : "x",
        TwigMark.Unknown => "?",
        TwigMark.Done => isUnicode ? "✓" : "+",
        TwigMark.LeftOut => isUnicode ? "∅" : "o",
        _ => throw new UnreachableException($"No sign for {mark}."),
    };

    public static string Colour(TwigMark mark) => mark switch
    {
        TwigMark.Waiting => "grey",
        TwigMark.Working => "blue",
        TwigMark.Again or TwigMark.Asking or TwigMark.LeftOut => "yellow",
        TwigMark.Failed => "red",
        TwigMark.Unknown => "magenta",
        TwigMark.Done => "green",
        _ => throw new UnreachableException($"No colour for {mark}."),
    };
}
