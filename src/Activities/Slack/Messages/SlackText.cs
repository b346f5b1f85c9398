namespace OlUpgrade.Slack.Messages;

/// <summary>
/// Turns text from hosts, files and people into text that Slack shows as it is: it can mention nobody, link nowhere
/// and not break out of its block.
/// </summary>
public static class SlackText
{
    /// <summary>What <c>chat.update</c> takes at most is 4,000 characters; a little is left for the pointer.</summary>
    public const int MaxLength = 3800;

    public static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>A block of output. What is too long is cut, and the pointer says where the rest is.</summary>
    public static string Code(string text, int longest, string rest)
    {
        var whole = text.Trim('\r', '\n');
        var shown = Harmless(Cut(whole, longest));
        var block = $"```\n{shown}\n```";
        return whole.Length > longest ? $"{block}\n_Cut here; {rest}_" : block;
    }

    /// <summary>A word or a short value between back-ticks.</summary>
    public static string Inline(string text) => $"`{Escape(text.Replace('`', '\'').ReplaceLineEndings(" "))}`";

    /// <summary>The beginning of a text, never ending in half a character.</summary>
    public static string Cut(string text, int longest)
    {
        if (text.Length <= longest)
            return text;
        var end = longest > 0 && char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest;
        return text[..end];
    }

    /// <summary>Slack's mark-up that is too long, cut at the end of a line, with the pointer.</summary>
    public static string Fit(string markup, string rest)
    {
        if (markup.Length <= MaxLength)
            return markup;
        var end = markup.LastIndexOf('\n', MaxLength);
        return $"{WithoutHalfEntity(Cut(markup, end > 0 ? end : MaxLength))}\n_Cut here; {rest}_";
    }

    private static string WithoutHalfEntity(string markup)
    {
        var start = markup.LastIndexOf('&');
        return start >= 0 && markup.IndexOf(';', start) < 0 ? markup[..start] : markup;
    }

    private static string Harmless(string text) => Escape(text).Replace("```", "'''", StringComparison.Ordinal);
}
