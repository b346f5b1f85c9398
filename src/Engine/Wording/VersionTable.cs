using System.Collections.Immutable;
using System.Text;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;

namespace OlUpgrade.Wording;

/// <summary>
/// The versions on every host of a run as a plain-text table, to see whether the cluster is consistent. They come from
/// the survey or the latest capture of <c>versions</c> and <c>revision</c>; empty without any.
/// </summary>
public static class VersionTable
{
    private const string Gap = "  ";
    private const string Unknown = "-";

    /// <summary>The table as a block of output on lines of its own; empty without a table.</summary>
    public static string AsBlock(Run run) => Of(run) is { Length: > 0 } table ? $"\n{OutputBlock.Of(table)}" : "";

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
                (string[])[host.Name, .. columns.Select(column => host.Facts.GetValueOrDefault(column, Unknown))]
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
