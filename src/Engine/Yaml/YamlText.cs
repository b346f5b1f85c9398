using System.Buffers;
using System.Text.Unicode;

namespace OlUpgrade.Yaml;

/// <summary>
/// Decodes a file's bytes into text, or reports the one problem that prevents it: too large, not UTF-8, an invisible
/// character, a tab in the indentation. A UTF-8 byte order mark is dropped.
/// </summary>
internal static class YamlText
{
    public const int MaxBytes = 1024 * 1024;

    public static string? Decode(ReadOnlySpan<byte> bytes, ProblemList problems)
    {
        if (bytes.Length > MaxBytes)
            return Refuse(new(1, 1), $"the file has {bytes.Length} bytes; the limit is 1 MiB", problems);
        if (bytes.StartsWith<byte>([0xFF, 0xFE]) || bytes.StartsWith<byte>([0xFE, 0xFF]))
            return Refuse(new(1, 1), "the file is saved as UTF-16: save it as UTF-8", problems);
        if (bytes.StartsWith<byte>([0xEF, 0xBB, 0xBF]))
            bytes = bytes[3..];
        var characters = new char[bytes.Length];
        var status = Utf8.ToUtf16(bytes, characters, out var read, out var written, replaceInvalidSequences: false);
        var text = new string(characters, 0, written);
        return status == OperationStatus.Done
            ? Visible(text, problems)
            : Refuse(EndOf(text), $"byte {bytes[read]:X2} is not valid UTF-8 here: save the file as UTF-8", problems);
    }

    /// <summary>
    /// True for a character that no text may contain, because it is invisible or reorders what people read.
    /// </summary>
    public static bool IsHidden(char character) =>
        character is not ('\n' or '\t')
        && (
            char.IsControl(character)
            || character
                is '\u2028'
                    or '\u2029'
                    or '\uFEFF'
                    or (>= '\u200B' and <= '\u200F')
                    or (>= '\u202A' and <= '\u202E')
                    or (>= '\u2060' and <= '\u2069')
        );

    private static string? Visible(string text, ProblemList problems)
    {
        var (line, column, indenting) = (1, 1, true);
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            var lineBreak = character == '\r' && index + 1 < text.Length && text[index + 1] == '\n';
            if (IsHidden(character) && !lineBreak)
                return Refuse(new(line, column), $"{Name(character)} is not allowed: remove it", problems);
            if (character == '\t' && indenting)
                return Refuse(new(line, column), "the line is indented with a tab: use spaces", problems);
            indenting = character == '\n' || (indenting && character == ' ');
            (line, column) = character == '\n' ? (line + 1, 1) : (line, column + 1);
        }

        return text;
    }

    private static string Name(char character) => "the invisible character U+" + ((int)character).ToString("X4");

    private static Position EndOf(string text) =>
        new(text.Count(character => character == '\n') + 1, text.Length - text.LastIndexOf('\n'));

    private static string? Refuse(Position at, string sentence, ProblemList problems)
    {
        problems.Add(at, sentence);
        return null;
    }
}
