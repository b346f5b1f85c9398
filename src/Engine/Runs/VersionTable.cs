using System.Collections.Immutable;
using System.Text;
using OlUpgrade.Runbooks;

namespace OlUpgrade.Runs;

/// <summary>
/// Which versions every host of a run has, as a table of plain text: what people compare when they ask whether the
/// cluster is alike. From what the survey or the latest capture read of <c>versions</c> and <c>revision</c>; empty
/// without any.
/// </summary>
public static class VersionTable
{
    public const string VersionsFact = "versions";
    public const string RevisionFact = "revision";
    private const string Gap = "  ";
    private const string NotKnown = "-";

    public static string Of(Run run)
    {
        var hosts = (run.Plan?.Hosts ?? []).Select(host => (host.Name, Facts: Of(run, host.Name))).ToList();
        ImmutableArray<string> columns = [.. hosts.SelectMany(host => host.Facts.Keys).Distinct().Order(StringComparer.Ordinal)];
        if (columns.IsEmpty)
            return "";
        IEnumerable<string[]> rows = [
            ["host", .. columns],
            .. hosts.Select(host => (string[])[host.Name, .. columns.Select(column => host.Facts.GetValueOrDefault(column, NotKnown))])];
        return Aligned([.. rows]);
    }

    /// <summary>Of one host, as it was read last; empty where it never was.</summary>
    public static Facts Of(Run run, string host)
    {
        var captured = run.Plan!.Stages
            .Where(stage => stage.Hosts.Contains(host))
            .SelectMany(stage => stage.Steps
                .Where(step => step.Work is Work.Survey or Work.Capture)
                .Select(step => run.Evidence(new(stage.Name, host, step.Name))))
            .OfType<Facts>()
            .LastOrDefault(facts => facts.ContainsKey(VersionsFact) || facts.ContainsKey(RevisionFact)) ?? Facts.Empty;
        var versions = captured.GetValueOrDefault(VersionsFact, "")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ', 2))
            .Where(pair => pair.Length == 2)
            .Aggregate(Facts.Empty, (facts, pair) => facts.SetItem(pair[0], pair[1]));
        return captured.GetValueOrDefault(RevisionFact) is { Length: > 0 } revision
            ? versions.SetItem(RevisionFact, revision)
            : versions;
    }

    private static string Aligned(IReadOnlyList<string[]> rows)
    {
        var widths = rows[0].Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var row in rows)
            text.Append(string.Join(Gap, row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()).Append('\n');
        return text.ToString();
    }
}
