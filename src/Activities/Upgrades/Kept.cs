namespace OlUpgrade.Upgrades;

/// <summary>
/// What a host kept for the way back, and what it could not keep, from the list that keeping leaves there.
/// </summary>
public sealed record Kept(IReadOnlyList<string> Packages, IReadOnlyList<string> Images, IReadOnlyList<string> Lost)
{
    public static Kept Read(string list)
    {
        var lines = list.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new(Of(lines, "kept package "), Of(lines, "kept image "), Of(lines, "lost "));
    }

    /// <summary>The evidence with three more facts, each a line for each thing.</summary>
    public Facts AddTo(Facts evidence) =>
        evidence
            .SetItem("kept-packages", string.Join('\n', Packages))
            .SetItem("kept-images", string.Join('\n', Images))
            .SetItem("no-way-back", string.Join('\n', Lost));

    private static string[] Of(IEnumerable<string> lines, string begin) =>
        [.. lines.Where(line => line.StartsWith(begin, StringComparison.Ordinal)).Select(line => line[begin.Length..])];
}
