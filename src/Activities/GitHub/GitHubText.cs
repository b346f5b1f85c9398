using System.Collections.Immutable;
using System.Text;
using OlUpgrade.Wording;

namespace OlUpgrade.GitHub;

/// <summary>
/// Turns text from hosts, files and people into Markdown that shows it literally: it can't mention anyone, refer to
/// another issue, link, show an image, or open or close an HTML comment. A block of output stays one, and cannot be
/// ended from within.
/// </summary>
public static class GitHubText
{
    /// <summary>GitHub takes 65,536 characters in an issue or a comment; a little is left for markers.</summary>
    public const int MaxLength = 65_000;

    /// <summary>The most comments that one text is split into.</summary>
    public const int MaxParts = 10;

    /// <summary>Line ends, and the back-tick that closes a piece of code in a line that is cut.</summary>
    private const int MaxAdded = 6;

    private const string CutHere = "(cut here; the journal shows the rest)";

    public static string Escape(string text) =>
        string.Join(
            '\n',
            OutputBlock
                .Parts(OutsideText.Visible(text))
                .Select(part => part.IsOutput ? Block(part.Text) : MarkdownWords.Of(part.Text))
        );

    /// <summary>A word or a short value in back-ticks.</summary>
    public static string Inline(string text)
    {
        var value = Output(OutsideText.Line(text)).Replace('`', '\'').Trim();
        return value.Length == 0 ? "(empty)" : $"`{value}`";
    }

    /// <summary>Plain lines as a block of output.</summary>
    public static string Block(string text) => OutputBlock.Of(Output(OutsideText.Visible(text)));

    /// <summary>A link, if the address is a plain one; else the label and the address as words.</summary>
    public static string Link(string label, string address) =>
        IsPlain(address) ? $"[{label}]({address})" : $"{label} ({Escape(OutsideText.Line(address))})";

    /// <summary>An address that GitHub makes a link of, if it is a plain one; else its words.</summary>
    public static string Address(string address) => IsPlain(address) ? address : Escape(OutsideText.Line(address));

    /// <summary>
    /// A Markdown text in parts that each fit a comment, cut at the ends of lines; a block of output is closed and
    /// reopened.
    /// </summary>
    public static ImmutableArray<string> Parts(string markdown, int longest = MaxLength)
    {
        var parts = ImmutableArray.CreateBuilder<string>();
        var part = new StringBuilder();
        var fence = "";
        foreach (var line in markdown.Split('\n'))
        {
            var whole = Closed(Shortened(line, longest / 2), isOutput: fence.Length > 0);
            if (part.Length + whole.Length + (2 * fence.Length) + CutHere.Length + MaxAdded > longest)
            {
                var isLast = parts.Count == MaxParts - 1;
                parts.Add($"{part}{fence}{(isLast ? $"\n{CutHere}" : "")}".Trim('\n'));
                if (isLast)
                    return parts.ToImmutable();
                part.Clear().Append(fence.Length > 0 ? $"{fence}\n" : "");
            }

            if (OutputBlock.LengthOfFence(line) is > 0 and var length && (fence.Length == 0 || length >= fence.Length))
                fence = fence.Length > 0 ? "" : new string('`', length);
            part.Append(whole).Append('\n');
        }

        parts.Add(part.ToString().Trim('\n'));
        return parts.ToImmutable();
    }

    /// <summary>As much of a Markdown text as fits one issue.</summary>
    public static string First(string markdown) =>
        Parts(markdown) is [var first, _, ..] ? $"{first}\n\n{CutHere}" : markdown;

    /// <summary>The start of a text, never ending in half a character.</summary>
    public static string Beginning(string text, int longest)
    {
        if (text.Length <= longest)
            return text;
        return text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)];
    }

    /// <summary>A line, cut with an ellipsis where it is too long.</summary>
    public static string Shortened(string line, int longest) =>
        line.Length > longest ? $"{Beginning(line, longest)}…" : line;

    /// <summary>A line that was cut within a piece of code must not make code of what follows it.</summary>
    private static string Closed(string line, bool isOutput) =>
        !isOutput && OutputBlock.LengthOfFence(line) == 0 && line.Count(character => character == '`') % 2 == 1
            ? $"{line}`"
            : line;

    // In a block nothing is a name or a reference; only what looks like one of our markers must go.
    private static string Output(string text) => text.Replace("<!--", "<!\u200b--", StringComparison.Ordinal);

    private static bool IsPlain(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
        && address.All(character => char.IsAsciiLetterOrDigit(character) || "-._~/:?#@=&%+,".Contains(character));
}
