using System.Text.RegularExpressions;

namespace OlUpgrade.Wording;

/// <summary>
/// Output within a sentence: lines between two fences of back-ticks that are longer than any fence inside, so that
/// output cannot end its own block. Each place that shows the sentence writes the block in its own way.
/// </summary>
/// <param name="IsOutput">False for the words around the blocks.</param>
/// <param name="Text">Without the fences, and without the line end before and after them.</param>
public sealed partial record OutputBlock(bool IsOutput, string Text)
{
    private const int ShortestFence = 3;
    private const int MaxIndent = 3;

    /// <summary>The output as a block, on lines of its own.</summary>
    public static string Of(string output)
    {
        var text = VeryLongRun().Replace(output.Trim('\n'), found => new string('\'', found.Length));
        var longest = Run().Matches(text).Select(found => found.Length).DefaultIfEmpty().Max();
        var fence = new string('`', Math.Max(ShortestFence, longest + 1));
        return $"{fence}\n{text}\n{fence}";
    }

    /// <summary>The words and the blocks of a text, in order. A block without an end reaches to the end.</summary>
    public static IReadOnlyList<OutputBlock> Parts(string text)
    {
        var parts = new List<OutputBlock>();
        var lines = new List<string>();
        var open = 0;
        foreach (var line in text.Split('\n'))
        {
            var fence = LengthOfFence(line);
            if (open == 0 ? fence == 0 : fence < open)
            {
                lines.Add(line);
                continue;
            }

            if (lines.Count > 0 || open > 0)
                parts.Add(new OutputBlock(open > 0, string.Join('\n', lines)));
            lines.Clear();
            open = open > 0 ? 0 : fence;
        }

        if (lines.Count > 0 || open > 0)
            parts.Add(new OutputBlock(open > 0, string.Join('\n', lines)));
        return parts;
    }

    /// <summary>
    /// Markdown's rule: up to three spaces before, only spaces after. 0 if the line is no fence.
    /// </summary>
    public static int LengthOfFence(string line)
    {
        var fence = line.TrimEnd(' ', '\t').TrimStart(' ');
        return
            fence.Length >= ShortestFence
            && fence.All(character => character == '`')
            && line.IndexOf('`', StringComparison.Ordinal) <= MaxIndent
            ? fence.Length
            : 0;
    }

    [GeneratedRegex("`+", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Run();

    /// <summary>No output needs one, and its fence would fill the message.</summary>
    [GeneratedRegex("`{20,}", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex VeryLongRun();
}
