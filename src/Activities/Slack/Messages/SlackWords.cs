using System.Text;
using System.Text.RegularExpressions;

namespace OlUpgrade.Slack.Messages;

/// <summary>
/// Words as Slack's mark-up that shows them literally. Slack has no way to escape what makes bold, quotes or emoji: a
/// character that could begin it is replaced by one that looks like it. Only a simple piece of code in single
/// back-ticks stays code, because our own sentences name commands so.
/// </summary>
internal static partial class SlackWords
{
    private const int MaxMilliseconds = 1_000;

    /// <summary>The words, which hold no block of output.</summary>
    public static string Of(string words)
    {
        var markup = new StringBuilder();
        var done = 0;
        foreach (var code in PieceOfCode().EnumerateMatches(words))
        {
            markup.Append(Literal(words[done..code.Index]));
            done = code.Index + code.Length;
            markup.Append(Entities(words[code.Index..done]));
        }

        return markup.Append(Literal(words[done..])).ToString();
    }

    /// <summary>The three characters that Slack gives a meaning of its own; enough within code.</summary>
    public static string Entities(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);

    private static string Literal(string words)
    {
        var apart = Address().Replace(words, "$0\u200b");
        var plain = Special()
            .Replace(apart, found => found.Value switch
                {
                    "*" => "∗",
                    "_" => "ˍ",
                    "~" => "∼",
                    ":" => "꞉",
                    _ => "'",
                });
        return Entities(Quote().Replace(plain, "›"));
    }

    [GeneratedRegex(
        "(?<!`)`(?! )[A-Za-z0-9 /._:;=,+%…'\"()<>@#|\\[\\]-]*[A-Za-z0-9/._:;=,+%…'\"()<>@#|\\[\\]-]`(?!`)",
        RegexOptions.None,
        MaxMilliseconds
    )]
    private static partial Regex PieceOfCode();

    /// <summary>What could begin bold, italic or struck text, code, or an emoji. Within a word nothing does.</summary>
    [GeneratedRegex(@"`|(?<![A-Za-z0-9])[*_~]|(?<![0-9]):(?=[a-z0-9_+-]+:)", RegexOptions.IgnoreCase, MaxMilliseconds)]
    private static partial Regex Special();

    /// <summary>Slack makes a link of an address unless something stands in it.</summary>
    [GeneratedRegex("(?<=:)(?=//)|www(?=[.])", RegexOptions.IgnoreCase, MaxMilliseconds)]
    private static partial Regex Address();

    [GeneratedRegex("(?<=^[ \t]*)>", RegexOptions.Multiline, MaxMilliseconds)]
    private static partial Regex Quote();
}
