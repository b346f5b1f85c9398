namespace OlUpgrade.Benchmarks.Figures;

/// <summary>
/// One measured figure and its anchor, both measured in the same run on the same machine.
/// </summary>
/// <param name="Ours">This program's figure, in the unit.</param>
/// <param name="Anchor">The figure of what it is compared with, in the same unit; null if there is none.</param>
/// <param name="Aim">The target for the ratio, or for the figure itself; null if there is none.</param>
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
