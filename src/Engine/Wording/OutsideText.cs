using System.Globalization;
using System.Text;

namespace OlUpgrade.Wording;

/// <summary>
/// Makes text from a host, a person or a service harmless: what a terminal would obey and what no reader would see is
/// shown instead, as a picture (␛) or as <c>\u{202E}</c>. Line ends and tabs stay. It is made so where it enters, and
/// again by the encoder of each place that it leaves to: twice changes nothing.
/// </summary>
public static class OutsideText
{
    private const char FirstPicture = '\u2400';
    private const char PictureOfDelete = '\u2421';

    /// <summary>
    /// Letters and marks that no reader sees, besides everything that Unicode calls a format character.
    /// </summary>
    private const string Unseen = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0";

    /// <summary>The text with nothing hidden in it, on as many lines as before.</summary>
    public static string Visible(string text)
    {
        var at = FirstHidden(text);
        if (at < 0)
            return text;
        var shown = new StringBuilder(text, 0, at, text.Length + 16);
        while (at < text.Length)
        {
            var isWhole = Rune.TryGetRuneAt(text, at, out var rune);
            var length = isWhole ? rune.Utf16SequenceLength : 1;
            if (text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n')
                length = 0;
            else if (!isWhole)
                shown.Append(Code(text[at]));
            else if (IsHidden(rune))
                shown.Append(Shown(rune.Value));
            else
                shown.Append(text, at, length);
            at += Math.Max(length, 1);
        }

        return shown.ToString();
    }

    /// <summary>The same on one line.</summary>
    public static string Line(string text) => Visible(text).Replace('\n', ' ').Replace('\t', ' ');

    /// <summary>True for what a terminal obeys or a reader does not see.</summary>
    public static bool IsHidden(Rune rune) =>
        rune.Value is not ('\n' or '\t')
        && (
            Rune.GetUnicodeCategory(rune)
                is UnicodeCategory.Control
                    or UnicodeCategory.Format
                    or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator
            || (rune.IsBmp && Unseen.Contains((char)rune.Value, StringComparison.Ordinal))
            || rune.Value is >= 0xE0000 and <= 0xE0FFF
        );

    private static int FirstHidden(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (!Rune.TryGetRuneAt(text, at, out var rune) || IsHidden(rune))
                return at;
            at += rune.Utf16SequenceLength - 1;
        }

        return -1;
    }

    private static string Shown(int value) =>
        value < ' ' ? $"{(char)(FirstPicture + value)}"
        : value == '\u007f' ? $"{PictureOfDelete}"
        : Code(value);

    private static string Code(int value) => $"\\u{{{value.ToString("X", CultureInfo.InvariantCulture)}}}";
}
