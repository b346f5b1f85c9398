namespace OlUpgrade.Hosting.Workflows;

/// <summary>The lines that differ between two texts, for people.</summary>
internal static class LineChanges
{
    private const int Few = 12;

    /// <summary>Those that are gone, then those that are new.</summary>
    /// <param name="max">How many lines are shown.</param>
    public static string Between(string before, string after, int max = Few)
    {
        var (was, now) = (LinesOf(before), LinesOf(after));
        string[] lines =
        [
            .. was.Except(now).Select(line => $"- {line}"),
            .. now.Except(was).Select(line => $"+ {line}"),
        ];
        var shown = lines.Take(max);
        if (lines.Length == 0)
            return "only the order of lines or white space";
        return lines.Length > max
            ? $"{string.Join('\n', shown)}\nand {lines.Length - max} more lines"
            : string.Join('\n', shown);
    }

    private static List<string> LinesOf(string text) =>
        [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
}
