using System.Globalization;

namespace OlUpgrade.Benchmarks.Figures;

/// <summary>
/// Prints figures as lines of plain text. A ratio below 1 means that this program is faster.
/// </summary>
internal static class FigureTable
{
    public static void Print(TextWriter output, IEnumerable<Figure> figures)
    {
        foreach (var figure in figures)
            output.WriteLine(Line(figure));
    }

    private static string Line(Figure figure)
    {
        var line = $"{figure.Name}: {In(figure.Ours, figure.Unit)}";
        if (figure is { Anchor: { } anchor, AnchorName: { } name })
            line += $"; {name}: {In(anchor, figure.Unit)}; ratio {Number(figure.Ratio!.Value)}";
        return figure.Aim is { } aim ? $"{line} (aim: {aim})" : line;
    }

    private static string In(double value, string unit) => $"{Number(value)} {unit}";

    private static string Number(double value) =>
        value.ToString(value < 10 ? "0.00" : "0.0", CultureInfo.InvariantCulture);
}
