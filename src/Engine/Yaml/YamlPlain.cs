using System.Text.RegularExpressions;

namespace OlUpgrade.Yaml;

/// <summary>
/// The unquoted words that YAML takes for something else than text. A Norwegian host called <c>no</c> must not become
/// "false" in whichever program reads the file next.
/// </summary>
internal static partial class YamlPlain
{
    private static readonly HashSet<string> YesOrNo = new(StringComparer.OrdinalIgnoreCase)
    {
        "y",
        "n",
        "yes",
        "no",
        "on",
        "off",
        "true",
        "false",
    };

    /// <summary>What YAML makes of the unquoted word, or null when it stays text.</summary>
    public static string? Meaning(string text) =>
        text switch
        {
            "" => "nothing",
            "~" => "nothing",
            _ when text.Equals("null", StringComparison.OrdinalIgnoreCase) => "nothing",
            _ when YesOrNo.Contains(text) => "yes or no",
            _ when Number().IsMatch(text) => "a number",
            _ => null,
        };

    [GeneratedRegex(
        @"\A[-+]?(([0-9][0-9_]*(\.[0-9_]*)?|\.[0-9][0-9_]*)([eE][-+]?[0-9]+)?"
            + @"|0[xob][0-9a-fA-F_]+|[0-9]+(:[0-5]?[0-9])+|\.(inf|nan|Inf|NaN|INF|NAN))\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Number();
}
