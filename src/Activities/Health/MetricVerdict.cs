using System.Globalization;
using OlUpgrade.Hosts;
using OlUpgrade.Ssh;

namespace OlUpgrade.Health;

/// <summary>
/// Judges the values of a series in Prometheus' text format. No such series is a no, and so is a value that is no
/// number; of several that match, each must be as required.
/// </summary>
internal static class MetricVerdict
{
    /// <summary>Samples in one sentence.</summary>
    private const int MaxSamples = 5;

    public static HealthVerdict Of(HealthQuestion.Metric asked, ShellAnswer answer)
    {
        var page = PageAnswer.Read(answer);
        if (page.Problem is { } problem)
            return new HealthVerdict(false, problem);
        if (page.Status != 200)
            return new HealthVerdict(false, page.Seen);
        var wanted = MetricSeries.Parse(asked.Series);
        var found = page
            .Body.Split('\n')
            .Select(Sample)
            .OfType<(MetricSeries Series, string Value)>()
            .Where(sample => wanted?.Matches(sample.Series) == true)
            .ToList();
        if (found.Count == 0)
            return new HealthVerdict(false, $"there is no such series in \"{PageAnswer.Excerpt(page.Body)}\"");
        var bad = found.FindAll(sample => !asked.Rule.Accepts(NumberOf(sample.Value)));
        return new HealthVerdict(bad.Count == 0, Told(bad.Count == 0 ? found : bad));
    }

    private static string Told(List<(MetricSeries Series, string Value)> samples) =>
        string.Join("; ", samples.Take(MaxSamples).Select(sample => $"{sample.Series} is {sample.Value}"))
        + (samples.Count > MaxSamples ? $"; and {samples.Count - MaxSamples} more" : "");

    /// <summary>The series of a line and its value as written; null for a comment and for what is no sample.</summary>
    private static (MetricSeries Series, string Value)? Sample(string line) =>
        !line.StartsWith('#')
        && MetricSeries.Read(line, out var rest) is { } series
        && rest.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries) is [var value, ..] and { Length: <= 2 }
            ? (series, value)
            : null;

    private static double NumberOf(string value) =>
        value switch
        {
            "+Inf" or "Inf" => double.PositiveInfinity,
            "-Inf" => double.NegativeInfinity,
            _ => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                ? number
                : double.NaN,
        };
}
