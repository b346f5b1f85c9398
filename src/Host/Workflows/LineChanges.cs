namespace OlUpgrade.Hosting.Workflows;

/// <summary>The lines that differ between two texts, for people; at most 12.</summary>
internal static class LineChanges
{
    private const int Max = 12;

    public static string Between(string before, string after)
    {
        var (was, now) = (LinesOf(before), LinesOf(after));
        string[] lines =
        [
            .. was.Except(now).Select(line => $"- {line}"),
            .. now.Except(was).Select(line => $"+ {line}"),
        ];
        var shown = lines.Take(Max);
        return lines.Length switch
        {
            0 => "only the order of lines or white space",
            > Max => $"{string.Join('\n', shown)}\nand {lines.Length - Max} more lines",
            _ => string.Join('\n', shown),
        };
    }

    private static List<string> LinesOf(string text) =>
        [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
}
