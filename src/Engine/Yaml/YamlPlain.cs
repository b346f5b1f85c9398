using System.Text.RegularExpressions;

namespace OlUpgrade.Yaml;

/// <summary>
/// The unquoted words that YAML does not read as text. A Norwegian host called <c>no</c> must not become "false" in the
/// next program that reads the file.
/// </summary>
internal static partial class YamlPlain
{
    public const string Null = "null";

    private static readonly HashSet<string> Booleans = new(StringComparer.OrdinalIgnoreCase)
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

    /// <summary>What the unquoted word means in YAML, or null if it is text.</summary>
    public static string? Meaning(string text) =>
        text switch
        {
            "" or "~" => Null,
            _ when text.Equals("null", StringComparison.OrdinalIgnoreCase) => Null,
            _ when Booleans.Contains(text) => "a boolean",
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
