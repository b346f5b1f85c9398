using OlUpgrade.Wording;

namespace OlUpgrade.Slack.Messages;

/// <summary>
/// Turns text from hosts, files and people into text that Slack shows literally: it can't mention anyone, link
/// anywhere, format anything or break out of its block.
/// </summary>
public static class SlackText
{
    /// <summary><c>chat.update</c> takes at most 4,000 characters; a little is left for the pointer.</summary>
    public const int MaxLength = 3800;

    public static string Escape(string text) =>
        string.Join(
            '\n',
            OutputBlock
                .Parts(OutsideText.Visible(text))
                .Select(part => part.IsOutput ? $"```\n{Harmless(part.Text)}\n```" : SlackWords.Of(part.Text))
        );

    /// <summary>A link with words of ours; only the words, if the address is not a plain one.</summary>
    public static string Link(string address, string words) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
        && address.All(character => character is > ' ' and < '\u007f' and not ('<' or '>' or '|'))
            ? $"<{SlackWords.Entities(address)}|{words}>"
            : words;

    /// <summary>A block of output, cut with a pointer to the rest where it is too long.</summary>
    public static string Code(string text, int longest, string rest)
    {
        var whole = OutsideText.Visible(text).Trim('\n');
        var shown = Harmless(Cut(whole, longest));
        var block = $"```\n{shown}\n```";
        return whole.Length > longest ? $"{block}\n_Cut here; {rest}_" : block;
    }

    /// <summary>A word or a short value in back-ticks.</summary>
    public static string Inline(string text) => $"`{SlackWords.Entities(OutsideText.Line(text).Replace('`', '\''))}`";

    /// <summary>The start of a text, never ending in half a character.</summary>
    public static string Cut(string text, int longest)
    {
        if (text.Length <= longest)
            return text;
        var end = longest > 0 && char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest;
        return text[..end];
    }

    /// <summary>Slack's mark-up, cut at the end of a line with a pointer to the rest where it is too long.</summary>
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

    private static string Harmless(string text) =>
        SlackWords.Entities(text).Replace("```", "'''", StringComparison.Ordinal);
}
