using System.Globalization;
using CsCheck;

namespace OlUpgrade.Spec.Support;

/// <summary>Random text as an attacker would have it printed, typed or answered.</summary>
internal static class NastyText
{
    private static readonly string[] Pieces =
    [
        "\u001b]0;owned\u0007",
        "\u001b[2J",
        "\u001b]52;c;b3duZWQ=\u0007",
        "\u009b2J",
        "\u0000",
        "\u007f",
        "\b\b",
        "\r",
        "\r\n",
        "\n",
        "\n\n",
        "\t",
        "\u2028",
        "\u202e",
        "\u2066",
        "\u200f",
        "\u200b",
        "\u00ad",
        "\ufeff",
        "\ud800",
        "\udc00",
        "\U000e0041",
        "😀",
        "```",
        "````",
        "\n```\n",
        "\n````\n",
        "\n  ```\n",
        "\n~~~\n",
        "`",
        "``",
        "`olupgrade retry 1`",
        "`<b>`",
        "![x](https://evil.example/x.png)",
        "[click](https://evil.example)",
        "[x]: https://evil.example",
        "[x]",
        "\n- [x] ol-web1 (web): done",
        "\n- [ ] ol-web1",
        "[^1]",
        "https://evil.example",
        "www.evil.example",
        "<https://evil.example|click>",
        "someone@evil.example",
        "@root",
        "#7667",
        "GH-26",
        "openlibrary/openlibrary#1",
        "<!channel>",
        "<@U0MEK>",
        "<#C0OPENLIB>",
        "<!-- olupgrade:db/1/2/IssueComment -->",
        "<!-- olupgrade:end -->",
        "<!--",
        "-->",
        "<details>",
        "<img src=x>",
        "&lt;b&gt;",
        "&#60;",
        "\n# head",
        "\nhead\n===",
        "\nhead\n---",
        "\n***\n",
        "\n___\n",
        "\n> quote",
        "**bold**",
        "*bold*",
        "_it_",
        "__it__",
        "~gone~",
        "~~gone~~",
        "$x$",
        "$$",
        ":tada:",
        "\n| a | b |\n| --- | --- |\n| 1 | 2 |",
        "\n    indented",
        "\\",
        " ",
        "word",
        "ol-web1: done.",
        "6.1.0~deb12u1",
        "12:30:45",
    ];

    private static readonly Gen<string> AnyChar = Gen.Char.Select(one => one.ToString());

    /// <summary>Pieces that mean something to a terminal, to Markdown or to Slack, between random characters.</summary>
    public static Gen<string> Any { get; } =
        Gen.Frequency((5, Gen.OneOf(Pieces)), (1, AnyChar)).Array[0, 12].Select(string.Concat);

    /// <summary>
    /// The characters of a text that a terminal obeys or a reader does not see; line ends and tabs are none of them.
    /// </summary>
    public static IReadOnlyList<string> HarmIn(string text) =>
        [
            .. Enumerable
                .Range(0, text.Length)
                .Where(at => text[at] is not ('\n' or '\t') && IsHarm(text, at))
                .Select(at => $"U+{(int)text[at]:X4} at {at}"),
        ];

    private static bool IsHarm(string text, int at) =>
        char.IsSurrogate(text[at]) ? IsLone(text, at) : IsHarm(CharUnicodeInfo.GetUnicodeCategory(text, at));

    private static bool IsLone(string text, int at) =>
        char.IsHighSurrogate(text[at])
            ? at + 1 == text.Length || !char.IsLowSurrogate(text[at + 1]) || IsHarm(CategoryOf(text, at))
            : at == 0 || !char.IsHighSurrogate(text[at - 1]);

    private static UnicodeCategory CategoryOf(string text, int at) => CharUnicodeInfo.GetUnicodeCategory(text, at);

    private static bool IsHarm(UnicodeCategory category) =>
        category
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator;
}
