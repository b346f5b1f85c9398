namespace OlUpgrade.Benchmarks.Figures;

/// <summary>
/// One measured figure beside what it is held against, both taken in the same run on the same machine.
/// </summary>
/// <param name="Ours">What this program took, in the unit.</param>
/// <param name="Anchor">What the anchor took, in the same unit; null where there is none.</param>
/// <param name="Aim">The most, or the least, that the ratio should be; null where nothing is aimed at.</param>
internal sealed record Figure(
    string Name,
    double Ours,
    string Unit,
    string? AnchorName = null,
    double? Anchor = null,
    string? Aim = null
)
{
    public double? Ratio => Ours / Anchor;
}
