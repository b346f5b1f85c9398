using System.Text;

namespace OlUpgrade.Spec.Fuzzing;

/// <summary>Pieces that parsers trip over.</summary>
internal static class FuzzTokens
{
    public static IReadOnlyList<byte[]> Numbers { get; } =
        Of(
            "0",
            "-0",
            "-1",
            "00",
            "1e999",
            "-1e999",
            "1.5",
            "NaN",
            "Infinity",
            "2147483647",
            "2147483648",
            "-2147483649",
            "4294967296",
            "253402300800",
            "-62135596801",
            "9223372036854775807",
            "9223372036854775808",
            "18446744073709551616",
            "99999999999999999999999999999999",
            "0x7fffffff",
            "٣",
            "１"
        );

    /// <summary>What may stand where JSON has a value.</summary>
    public static IReadOnlyList<byte[]> Values { get; } =
    [
        .. Of(
            "null",
            "true",
            "false",
            "[]",
            "{}",
            "[null]",
            "[[]]",
            "{\"\":null}",
            "\"\"",
            "\" \"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\udc00x\"",
            "\"\\ud83d\\ude00\"",
            "\"\\u202e\"",
            "[{}]",
            "[\"\\ud800\"]",
            "{\"\\ud800\":1}"
        ),
        .. Numbers,
    ];

    private static readonly string[] Letters =
    [
        "\u202e",
        "\u2066",
        "\u200b",
        "\u00ad",
        "\u2028",
        "\u0085",
        "\u001b[2J",
        "😀",
        "é",
        "ß",
        "İ",
        "\n",
        "\r",
        "\r\n",
        "\n\n",
        "\t",
        " ",
        "  ",
        "\"",
        "'",
        "\\",
        "\\u",
        "\\ud800",
    ];

    private static readonly string[] Marks =
    [
        "=",
        " why=",
        ":",
        ": ",
        "::",
        ",",
        "|",
        "|1|",
        "/",
        "../",
        "%00",
        "%",
        "_",
        "_F",
        "$",
        "`",
        "```",
        "<",
        ">",
        "<!--",
        "-->",
        "<!-- olupgrade:",
        " code=",
        "&amp;",
        "&lt",
        "[",
        "]",
        "{",
        "}",
        "(",
        "- ",
        "--",
        "---\n",
        "&a ",
        "*a",
        "<<: ",
        "!!str ",
        "? ",
        "@revoked ",
        "*",
        "?",
        "!",
        "#",
        "olupgrade-ledger:",
        "olupgrade-begin\n",
        "Software version",
    ];

    public static IReadOnlyList<byte[]> Pieces { get; } =
    [
        [0],
        [0, 0, 0, 0],
        [0xFF],
        [0xFF, 0xFF, 0xFF, 0xFF],
        [0x7F, 0xFF, 0xFF, 0xFF],
        [0x80],
        [0xC0, 0x80],
        [0xED, 0xA0, 0x80],
        [0xED, 0xB0, 0x80],
        [0xF4, 0x90, 0x80, 0x80],
        [0xEF, 0xBB, 0xBF],
        [0xFF, 0xFE],
        .. Of(Letters),
        .. Of(Marks),
        .. Values,
    ];

    public static IReadOnlyList<string> Openers { get; } =
    ["[", "{\"a\":", "(", "\"", "- ", "{", "[[", "<!--", "*", "(a|", "&a [", "<", "\\", "```\n", "@", " ", "0"];

    private static IReadOnlyList<byte[]> Of(params string[] texts) => [.. texts.Select(Encoding.UTF8.GetBytes)];
}
