using System.Collections.Immutable;
using System.Text;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;

namespace OlUpgrade.Wording;

/// <summary>
/// Which versions every host of a run has, as a table of plain text: what people compare when they ask whether the
/// cluster is alike. From what the survey or the latest capture read of <c>versions</c> and <c>revision</c>; empty
/// without any.
/// </summary>
public static class VersionTable
{
    private const string Gap = "  ";
    private const string NotKnown = "-";

    public static string Of(Run run)
    {
        var hosts = (run.Plan?.Hosts ?? [])
            .Select(host => (host.Name, Facts: HostVersions.Of(run, host.Name)))
            .ToList();
        ImmutableArray<string> columns =
        [
            .. hosts.SelectMany(host => host.Facts.Keys).Distinct().Order(StringComparer.Ordinal),
        ];
        if (columns.IsEmpty)
            return "";
        IEnumerable<string[]> rows =
        [
            ["host", .. columns],
            .. hosts.Select(host =>
                (string[])[host.Name, .. columns.Select(column => host.Facts.GetValueOrDefault(column, NotKnown))]
            ),
        ];
        return Aligned([.. rows]);
    }

    private static string Aligned(IReadOnlyList<string[]> rows)
    {
        var widths = rows[0].Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var row in rows)
            text.Append(string.Join(Gap, row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd())
                .Append('\n');
        return text.ToString();
    }
}
