using System.Collections.Immutable;
using System.Globalization;

namespace OlUpgrade.Questions;

/// <summary>
/// The containers of a host at one moment, read from the answer to <see cref="HostQuestions.Containers"/> or
/// <see cref="HostQuestions.ContainerStarts"/>. Lines that do not describe a container are ignored.
/// </summary>
/// <param name="Rows">By container name, without Docker's leading slash.</param>
public sealed record ContainerTable(ImmutableSortedDictionary<string, ContainerRow> Rows)
{
    /// <summary>
    /// Docker counts a start as successful after 10 s (docs.docker.com, "Start containers automatically").
    /// </summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(10);

    public static ContainerTable Read(string output)
    {
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).ToList();
        var now = lines.Find(line => line is ["now", _]) is [_, var clock] ? MomentOf(clock) : null;
        var logs = lines
            .Where(line => line is ["log", _, ..])
            .GroupBy(line => line[1])
            .ToDictionary(log => log.Key, log => string.Join(' ', log.First().Skip(2)).Trim());
        return new(
            lines
                .Where(parts =>
                    parts.Length is 4 or 5 or 6
                    && parts[0] != "log"
                    && int.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out _)
                )
                .Select(parts => RowOf(parts, now))
                .Select(row => row with { Log = logs.GetValueOrDefault(row.Name, "") })
                .GroupBy(row => row.Name)
                .ToImmutableSortedDictionary(group => group.Key, group => group.First())
        );
    }

    /// <summary>The expected containers that are missing or in another state than <c>running</c>.</summary>
    public IEnumerable<string> NotRunning(IEnumerable<string> expected) =>
        expected.Where(name => Rows.GetValueOrDefault(name)?.State != "running");

    /// <summary>
    /// The expected containers that do not run, restarted within the last 10 s, or are not healthy by their own health
    /// check, each with its problem. Docker reports a container in a restart loop as running for part of each cycle, so
    /// the state alone proves nothing.
    /// </summary>
    public IEnumerable<string> Unsteady(IReadOnlyCollection<string> expected) =>
        [
            .. NotRunning(expected).Select(WithState),
            .. expected
                .Except(NotRunning(expected))
                .Where(HasJustRestarted)
                .Select(name => $"{name} (restarted again{End(name)})"),
            .. expected
                .Except(NotRunning(expected))
                .Where(name => !HasJustRestarted(name) && Rows[name].Health is not ("" or "none" or "healthy"))
                .Select(name => $"{name} (health check: {Rows[name].Health}{End(name)})"),
        ];

    /// <summary>
    /// A container's name with its state, for example <c>web (restarting, exit code 1, log: no database)</c>.
    /// </summary>
    public string WithState(string name) => $"{name} ({Rows.GetValueOrDefault(name)?.State ?? "not there"}{End(name)})";

    /// <summary>How the container ended last and the end of its log, as far as they are known.</summary>
    private string End(string name)
    {
        var row = Rows.GetValueOrDefault(name);
        var code = row is { ExitCode: { } number } && row.State != "running" ? $", exit code {number}" : "";
        return row is null ? "" : $"{code}{(row.Log.Length > 0 ? $", log: {row.Log}" : "")}";
    }

    /// <summary>The expected containers whose restart count is higher than in the earlier table.</summary>
    public IEnumerable<string> RestartedSince(ContainerTable earlier, IEnumerable<string> expected) =>
        expected.Where(name => Rows.GetValueOrDefault(name)?.Restarts > earlier.Rows.GetValueOrDefault(name)?.Restarts);

    /// <summary>A restart without a known start time counts as recent.</summary>
    private bool HasJustRestarted(string name) => Rows[name].Restarts > 0 && !(Rows[name].Age >= Settled);

    private static ContainerRow RowOf(string[] parts, DateTimeOffset? now) =>
        new(
            parts[0].TrimStart('/'),
            parts[1].Split('/', 2)[0],
            parts[1].Split('/', 2).ElementAtOrDefault(1) ?? "",
            parts[2],
            int.Parse(parts[3], CultureInfo.InvariantCulture),
            parts.Length >= 5 ? now - MomentOf(parts[4]) : null,
            parts.Length == 6 && int.TryParse(parts[5], CultureInfo.InvariantCulture, out var code) ? code : null
        );

    private static DateTimeOffset? MomentOf(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment
            : null;
}
