namespace OlUpgrade.GitHub;

/// <summary>
/// Turns text from hosts, files and people into Markdown that shows it as it is: it mentions nobody, refers to no
/// other issue, and cannot end a comment or open one.
/// </summary>
public static class GitHubText
{
    /// <summary>GitHub takes 65,536 characters; escaping makes some of them longer.</summary>
    public const int Longest = 20_000;

    // An @ or # is what GitHub looks for; a space of no width behind it keeps it from finding a name or a number.
    public static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("#", "#&#8203;", StringComparison.Ordinal)
        .Replace("@", "@&#8203;", StringComparison.Ordinal);

    /// <summary>The beginning of a text that is too long; the journal has the rest.</summary>
    public static string Cut(string text)
    {
        if (text.Length <= Longest)
            return text;
        var end = char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest;
        return $"{text[..end]}\n(cut here; the journal shows the rest)";
    }

    /// <summary>A word or a short value between back-ticks.</summary>
    public static string Inline(string text) => $"`{text.Replace('`', '\'').ReplaceLineEndings(" ")}`";
}
