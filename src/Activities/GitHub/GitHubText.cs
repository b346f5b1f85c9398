using System.Text.RegularExpressions;

namespace OlUpgrade.GitHub;

/// <summary>
/// Turns text from hosts, files and people into Markdown that shows it as it is: it mentions nobody, refers to no
/// other issue, and cannot end a comment or open one.
/// </summary>
public static partial class GitHubText
{
    /// <summary>GitHub takes 65,536 characters; room is left for the rest of a comment.</summary>
    public const int Longest = 60_000;

    public static string Escape(string text)
    {
        var harmless = text
            .Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);
        return Reference().Replace(harmless, "$0&#8203;");
    }

    /// <summary>A word or a short value between back-ticks.</summary>
    public static string Inline(string text) => $"`{text.Replace('`', '\'').ReplaceLineEndings(" ")}`";

    // An @ or # is what GitHub looks for; a space of no width behind it keeps it from finding a name or a number.
    [GeneratedRegex("@|#(?=[0-9])", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Reference();
}
