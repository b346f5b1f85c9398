using System.Collections.Immutable;
using System.Globalization;

namespace OlUpgrade.Questions;

/// <summary>
/// The containers of a host at one moment, read from the answer to <see cref="HostQuestions.Containers"/> or
/// <see cref="HostQuestions.ContainerStarts"/>.
/// </summary>
public sealed record ContainerTable(ImmutableSortedDictionary<string, ContainerRow> Rows)
{
    /// <summary>
    /// So long Docker itself waits before it takes a start for a good one (docker.com, restart policies).
    /// </summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(10);

    public static ContainerTable Read(string output)
    {
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).ToList();
        var now = lines.Find(line => line is ["now", _]) is [_, var clock] ? MomentOf(clock) : null;
        return new(
            lines
                .Where(parts =>
                    parts.Length is 4 or 5
                    && int.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out _)
                )
                .Select(parts => RowOf(parts, now))
                .GroupBy(row => row.Name)
                .ToImmutableSortedDictionary(group => group.Key, group => group.First())
        );
    }

    public IEnumerable<string> NotRunning(IEnumerable<string> expected) =>
        expected.Where(name => Rows.GetValueOrDefault(name)?.State != "running");

    /// <summary>
    /// Those that do not run, and those that were restarted just now, each with what is wrong with it. While a
    /// container restarts in a loop Docker calls it running for a part of each turn, so that its state alone proves
    /// nothing.
    /// </summary>
    public IEnumerable<string> Unsteady(IReadOnlyCollection<string> expected) =>
        [
            .. NotRunning(expected).Select(WithState),
            .. expected
                .Except(NotRunning(expected))
                .Where(HasJustRestarted)
                .Select(name => $"{name} (restarted again)"),
        ];

    /// <summary>The container with Docker's word for its state, as <c>web (restarting)</c>.</summary>
    public string WithState(string name) => $"{name} ({Rows.GetValueOrDefault(name)?.State ?? "not there"})";

    /// <summary>Containers that restarted since the earlier table.</summary>
    public IEnumerable<string> RestartedSince(ContainerTable earlier, IEnumerable<string> expected) =>
        expected.Where(name => Rows.GetValueOrDefault(name)?.Restarts > earlier.Rows.GetValueOrDefault(name)?.Restarts);

    /// <summary>Where nobody told when it was started, the restart counts against it.</summary>
    private bool HasJustRestarted(string name) => Rows[name].Restarts > 0 && !(Rows[name].Age >= Settled);

    private static ContainerRow RowOf(string[] parts, DateTimeOffset? now) =>
        new(
            parts[0].TrimStart('/'),
            parts[1],
            parts[2],
            int.Parse(parts[3], CultureInfo.InvariantCulture),
            parts.Length == 5 ? now - MomentOf(parts[4]) : null
        );

    private static DateTimeOffset? MomentOf(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment
            : null;
}
