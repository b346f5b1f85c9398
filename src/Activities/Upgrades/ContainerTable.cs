using System.Collections.Immutable;
using System.Globalization;

namespace OlUpgrade.Upgrades;

/// <summary>The containers of a host at one moment, read from the answer to <see cref="HostQuestions.Containers"/>.</summary>
public sealed record ContainerTable(ImmutableSortedDictionary<string, ContainerRow> Rows)
{
    public static ContainerTable Read(string output) => new(output
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split(' '))
        .Where(parts => parts.Length is 4 or 5 && int.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out _))
        .Select(parts => new ContainerRow(
            parts[0].TrimStart('/'), parts[1], parts[2], int.Parse(parts[3], CultureInfo.InvariantCulture)))
        .GroupBy(row => row.Name)
        .ToImmutableSortedDictionary(group => group.Key, group => group.First()));

    public IEnumerable<string> NotRunning(IEnumerable<string> expected) =>
        expected.Where(name => Rows.GetValueOrDefault(name)?.State != "running");

    /// <summary>The container with Docker's word for its state, as <c>web (restarting)</c>.</summary>
    public string WithState(string name) => $"{name} ({Rows.GetValueOrDefault(name)?.State ?? "not there"})";

    /// <summary>Containers that restarted since the earlier table.</summary>
    public IEnumerable<string> RestartedSince(ContainerTable earlier, IEnumerable<string> expected) =>
        expected.Where(name =>
            Rows.GetValueOrDefault(name)?.Restarts > earlier.Rows.GetValueOrDefault(name)?.Restarts);
}
