namespace OlUpgrade.Benchmarks.Figures;

/// <summary>
/// The median of several measurements, so that one disturbed run does not distort the figure.
/// </summary>
internal static class Median
{
    public static double Of(IEnumerable<double> measured)
    {
        var sorted = measured.Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>Measures this many times, one after another.</summary>
    public static async Task<double> OfAsync(int times, Func<Task<double>> measure)
    {
        var measured = new List<double>();
        for (var round = 0; round < times; round++)
            measured.Add(await measure());
        return Of(measured);
    }
}
