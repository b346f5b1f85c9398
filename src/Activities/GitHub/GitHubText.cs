namespace OlUpgrade.GitHub;

/// <summary>
/// Turns text from hosts, files and people into Markdown that shows it as it is: it mentions nobody, refers to no
/// other issue, and cannot end a comment or open one.
/// </summary>
public static class GitHubText
{
    /// <summary>GitHub takes 65,536 characters; room is left for the rest of a comment.</summary>
    public const int Longest = 60_000;

    // An @ or # is what GitHub looks for; a space of no width behind it keeps it from finding a name or a number.
    public static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("#", "#&#8203;", StringComparison.Ordinal)
        .Replace("@", "@&#8203;", StringComparison.Ordinal);

    /// <summary>A word or a short value between back-ticks.</summary>
    public static string Inline(string text) => $"`{text.Replace('`', '\'').ReplaceLineEndings(" ")}`";
}
