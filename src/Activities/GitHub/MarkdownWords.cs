using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace OlUpgrade.GitHub;

/// <summary>
/// Words as Markdown that shows them literally. Only a simple piece of code in single back-ticks stays code, because
/// our own sentences name commands so, and nothing in it is live.
/// </summary>
internal static partial class MarkdownWords
{
    private const int MaxMilliseconds = 1_000;
    private const string Gap = "\u200b";

    /// <summary>What stands before or in a rule: lists may begin on its line.</summary>
    private static readonly SearchValues<char> OfRules = SearchValues.Create("-=+ \t0123456789.)");

    /// <summary>The words, which hold no block of output.</summary>
    public static string Of(string words)
    {
        var markdown = new StringBuilder();
        var done = 0;
        foreach (var code in PieceOfCode().EnumerateMatches(words))
        {
            markdown.Append(Literal(words[done..code.Index])).Append(words, code.Index, code.Length);
            done = code.Index + code.Length;
        }

        return markdown.Append(Literal(words[done..])).ToString();
    }

    private static string Literal(string words)
    {
        var lines = Reference().Replace(words, $"$0{Gap}").Split('\n').Select(WithoutRule);
        return Special()
            .Replace(string.Join('\n', lines), found => Escaped(found.Value))
            .Replace(Gap, "&#8203;", StringComparison.Ordinal);
    }

    /// <summary>A line of only dashes or equals signs makes a heading of the line before, or a rule.</summary>
    private static string WithoutRule(string line)
    {
        var shown = line.TrimEnd(' ', '\t');
        return shown is [.., '-' or '='] && !shown.AsSpan().ContainsAnyExcept(OfRules)
            ? shown.Insert(shown.Length - 1, Gap)
            : line;
    }

    private static string Escaped(string special) =>
        special switch
        {
            "&" => "&amp;",
            "<" => "&lt;",
            ">" => "&gt;",
            "|" => "&#124;",
            "$" => "&#36;",
            "`" => "&#96;",
            _ => $"\\{special}",
        };

    /// <summary>One that holds nothing which means something on GitHub.</summary>
    [GeneratedRegex(
        "(?<!`)`(?! )[A-Za-z0-9 /._:;=,+%…'\"()-]*[A-Za-z0-9/._:;=,+%…'\"()-]`(?!`)",
        RegexOptions.None,
        MaxMilliseconds
    )]
    private static partial Regex PieceOfCode();

    /// <summary>What Markdown, HTML or mathematics reads as mark-up. Within a word an underscore is none.</summary>
    [GeneratedRegex(@"[&<>|$`\\*\[\]~]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])", RegexOptions.None, MaxMilliseconds)]
    private static partial Regex Special();

    /// <summary>
    /// What GitHub finds in the words that are shown: people, issues, addresses, emoji. A zero-width space after it
    /// keeps it from doing so.
    /// </summary>
    [GeneratedRegex(
        "[@#]|(?<=:)(?=//)|www(?=[.])|GH(?=-[0-9])|(?<![0-9]):(?=[a-z0-9_+-]+:)",
        RegexOptions.IgnoreCase,
        MaxMilliseconds
    )]
    private static partial Regex Reference();
}
