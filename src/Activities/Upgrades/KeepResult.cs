namespace OlUpgrade.Upgrades;

/// <summary>
/// What a host kept for a rollback and what it could not keep, read from the list that <see cref="KeepScripts"/>
/// writes.
/// </summary>
/// <param name="Packages">Each as <c>NAME=VERSION</c> and where it came from.</param>
/// <param name="Images">Each as container name and tag.</param>
/// <param name="Lost">Each with what it is and why it could not be kept.</param>
public sealed record KeepResult(
    IReadOnlyList<string> Packages,
    IReadOnlyList<string> Images,
    IReadOnlyList<string> Lost
)
{
    /// <summary>Reads the list. Lines of another form are ignored.</summary>
    public static KeepResult Read(string list)
    {
        var lines = list.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new(Of(lines, "kept package "), Of(lines, "kept image "), Of(lines, "lost "));
    }

    /// <summary>Adds three facts to the evidence, each with one line per package or image.</summary>
    public Facts AddTo(Facts evidence) =>
        evidence
            .SetItem("kept-packages", string.Join('\n', Packages))
            .SetItem("kept-images", string.Join('\n', Images))
            .SetItem("no-way-back", string.Join('\n', Lost));

    private static string[] Of(IEnumerable<string> lines, string prefix) =>
        [
            .. lines
                .Where(line => line.StartsWith(prefix, StringComparison.Ordinal))
                .Select(line => line[prefix.Length..]),
        ];
}
