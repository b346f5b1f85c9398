using System.Collections.Immutable;
using System.Text;

namespace OlUpgrade.GitHub;

/// <summary>
/// Turns text from hosts, files and people into Markdown that shows it literally: it can't mention anyone, refer to
/// another issue, or open or close an HTML comment. What is between lines of three back-ticks stays a block of output.
/// </summary>
public static class GitHubText
{
    /// <summary>GitHub takes 65,536 characters in an issue or a comment; a little is left for markers.</summary>
    public const int MaxLength = 65_000;

    /// <summary>The most comments that one text is split into.</summary>
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

    /// <summary>A word or a short value in back-ticks.</summary>
    public static string Inline(string text) => $"`{text.Replace('`', '\'').ReplaceLineEndings(" ")}`";

    /// <summary>Plain lines as a block of output.</summary>
    public static string Block(string text)
    {
        var lines = text.TrimEnd('\n').ReplaceLineEndings("\n").Split('\n').Select(Output);
        return $"{Fence}\n{string.Join('\n', lines)}\n{Fence}";
    }

    /// <summary>
    /// A Markdown text in parts that each fit a comment, cut at the ends of lines; a block of output is closed and
    /// reopened.
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

    // GitHub looks for @ and #; a zero-width space after them keeps it from finding a name or a number.
    private static string Words(string line) =>
        (IsFenceLike(line) ? "&#8203;" : "")
        + line.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal)
            .Replace("#", "#&#8203;", StringComparison.Ordinal)
            .Replace("@", "@&#8203;", StringComparison.Ordinal);

    // In a block nothing is a name or a reference; only what ends it, or looks like one of our markers, must go.
    private static string Output(string line) =>
        line.Replace(Fence, "'''", StringComparison.Ordinal).Replace("<!--", "<!\u200b--", StringComparison.Ordinal);

    // Markdown's rule: up to three spaces before, only spaces after. Anything else that looks like a fence is none.
    private static bool IsFence(string line) =>
        line.TrimEnd(' ', '\t').TrimStart(' ') == Fence && line.IndexOf('`', StringComparison.Ordinal) <= 3;

    private static bool IsFenceLike(string line) =>
        line.TrimStart() is var start
        && (start.StartsWith(Fence, StringComparison.Ordinal) || start.StartsWith("~~~", StringComparison.Ordinal));
}
