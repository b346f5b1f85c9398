using System.Text.RegularExpressions;

namespace OlUpgrade.GitHub;

/// <summary>
/// Turns text from hosts, files and people into Markdown that shows it as it is: it mentions nobody, refers to no
/// other issue, and cannot end a comment or open one. And what people write there into text.
/// </summary>
public static partial class GitHubText
{
    /// <summary>GitHub takes 65,536 characters; escaping makes some of them longer.</summary>
    public const int Longest = 20_000;

    /// <summary>So much of a comment is written down.</summary>
    private const int LongestSaid = 4_000;

    // An @ or # is what GitHub looks for; a space of no width behind it keeps it from finding a name or a number.
    public static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("#", "#&#8203;", StringComparison.Ordinal)
        .Replace("@", "@&#8203;", StringComparison.Ordinal);

    /// <summary>The beginning of a text that is too long; the journal has the rest.</summary>
    public static string Cut(string text) => Cut(text, Longest, "the journal");

    /// <summary>What somebody said in a comment: what people see of it, and of a long one the beginning. Empty when they see nothing.</summary>
    public static string Said(string body) =>
        Cut(Hidden().Replace(body, "").ReplaceLineEndings("\n").Trim(), LongestSaid, "the issue");

    /// <summary>A word or a short value between back-ticks.</summary>
    public static string Inline(string text) => $"`{text.Replace('`', '\'').ReplaceLineEndings(" ")}`";

    private static string Cut(string text, int longest, string whole)
    {
        if (text.Length <= longest)
            return text;
        var end = char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest;
        return $"{text[..end]}\n(cut here; {whole} shows the rest)";
    }

    /// <summary>An HTML comment; one without an end hides all that follows.</summary>
    [GeneratedRegex(@"<!--.*?(-->|\z)", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Hidden();
}
