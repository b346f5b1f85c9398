using System.Collections.Immutable;
using System.Text;

namespace OlUpgrade.GitHub;

/// <summary>
/// Turns text from hosts, files and people into Markdown that shows it as it is: it mentions nobody, refers to no
/// other issue, and cannot end a comment or open one. What stands between lines of three back-ticks stays a block of
/// output.
/// </summary>
public static class GitHubText
{
    /// <summary>GitHub takes 65,536 characters in an issue or a comment; a little is left for markers.</summary>
    public const int MaxLength = 65_000;

    /// <summary>So many comments are made of one text at most.</summary>
    public const int MaxParts = 10;

    private const string Fence = "```";
    private const string CutHere = "(cut here; the journal shows the rest)";

    public static string Escape(string text)
    {
        var isOutput = false;
        var escaped = new StringBuilder();
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            isOutput ^= IsFence(line);
            escaped
                .Append(
                    IsFence(line) ? line
                    : isOutput ? Output(line)
                    : Words(line)
                )
                .Append('\n');
        }

        return isOutput ? escaped.Append(Fence).ToString() : escaped.ToString(0, escaped.Length - 1);
    }

    /// <summary>A word or a short value between back-ticks.</summary>
    public static string Inline(string text) => $"`{text.Replace('`', '\'').ReplaceLineEndings(" ")}`";

    /// <summary>Plain lines as a block of output.</summary>
    public static string Block(string text) =>
        $"{Fence}\n{string.Join('\n', text.TrimEnd('\n').ReplaceLineEndings("\n").Split('\n').Select(Output))}\n{Fence}";

    /// <summary>
    /// A Markdown text in parts that a comment holds, cut at the ends of lines; a block of output is closed and opened
    /// again.
    /// </summary>
    public static ImmutableArray<string> Parts(string markdown, int longest = MaxLength)
    {
        var parts = ImmutableArray.CreateBuilder<string>();
        var part = new StringBuilder();
        var isOutput = false;
        foreach (var line in markdown.Split('\n'))
        {
            var whole = Shortened(line, longest / 2);
            if (part.Length + whole.Length + Fence.Length + CutHere.Length + 4 > longest)
            {
                var isLast = parts.Count == MaxParts - 1;
                parts.Add($"{part}{(isOutput ? Fence : "")}{(isLast ? $"\n{CutHere}" : "")}".Trim('\n'));
                if (isLast)
                    return parts.ToImmutable();
                part.Clear().Append(isOutput ? $"{Fence}\n" : "");
            }

            isOutput ^= IsFence(line);
            part.Append(whole).Append('\n');
        }

        parts.Add(part.ToString().Trim('\n'));
        return parts.ToImmutable();
    }

    /// <summary>As much of a Markdown text as one issue holds.</summary>
    public static string First(string markdown) =>
        Parts(markdown) is [var first, _, ..] ? $"{first}\n\n{CutHere}" : markdown;

    /// <summary>The beginning of a text, never ending in half a character.</summary>
    public static string Beginning(string text, int longest)
    {
        if (text.Length <= longest)
            return text;
        return text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)];
    }

    /// <summary>A line of which only so much is shown.</summary>
    public static string Shortened(string line, int longest) =>
        line.Length > longest ? $"{Beginning(line, longest)}…" : line;

    // An @ or # is what GitHub looks for; a space of no width behind it keeps it from finding a name or a number.
    private static string Words(string line) =>
        (IsFenceLike(line) ? "&#8203;" : "")
        + line.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal)
            .Replace("#", "#&#8203;", StringComparison.Ordinal)
            .Replace("@", "@&#8203;", StringComparison.Ordinal);

    // In a block nothing is a name or a reference; only what ends it, or looks like one of our marks, must not stand
    // there.
    private static string Output(string line) =>
        line.Replace(Fence, "'''", StringComparison.Ordinal).Replace("<!--", "<!\u200b--", StringComparison.Ordinal);

    // As Markdown has it: up to three blanks before, only blanks behind. Whatever else looks like one is none.
    private static bool IsFence(string line) =>
        line.TrimEnd(' ', '\t').TrimStart(' ') == Fence && line.IndexOf('`', StringComparison.Ordinal) <= 3;

    private static bool IsFenceLike(string line) =>
        line.TrimStart() is var start
        && (start.StartsWith(Fence, StringComparison.Ordinal) || start.StartsWith("~~~", StringComparison.Ordinal));
}
