using System.Collections.Immutable;
using System.Diagnostics;

namespace OlUpgrade.Runs.Fleet;

/// <summary>
/// Every host that is taken or out of service, over all runs: the fold of the fleet's stream and nothing else. A host
/// is known by its machine ID, or by its name if no run surveyed it.
/// </summary>
/// <param name="Version">How many entries were folded.</param>
public sealed record FleetState(int Version, ImmutableSortedDictionary<string, FleetHost> Hosts)
{
    public static FleetState Empty { get; } =
        new(0, ImmutableSortedDictionary.Create<string, FleetHost>(StringComparer.Ordinal));

    /// <summary>Which run ever took which host out of service, under its name then.</summary>
    private ImmutableHashSet<(int Run, string Host)> EverOut { get; init; } = [];

    /// <summary>The hosts that are out of service, the longest first.</summary>
    public IEnumerable<FleetHost> Out =>
        Hosts
            .Values.Where(host => host.Out is not null)
            .OrderBy(host => host.Out!.Since)
            .ThenBy(host => host.Host, StringComparer.Ordinal);

    public static FleetState Fold(IEnumerable<FleetEntry> entries) =>
        entries.Aggregate(Empty, (fleet, entry) => fleet.Evolve(entry));

    /// <summary>The state after one more entry. Entries come in order; a gap is a bug in the caller.</summary>
    public FleetState Evolve(FleetEntry entry) =>
        entry.Version == Version + 1
            ? Apply(entry.Event) with
            {
                Version = entry.Version,
            }
            : throw new InvalidOperationException($"Fleet entry {entry.Version} cannot follow {Version}.");

    /// <summary>True if the stream says that this run took the host out of service, returned since or not.</summary>
    public bool WasOut(RunId run, string host) => EverOut.Contains((run.Number, host));

    /// <summary>
    /// The host, by its machine ID, or by its name if one of the two machine IDs is not known; null if it is in service
    /// and not taken. Of two machines of one name, the one that is out of service.
    /// </summary>
    public FleetHost? Find(string host, string? machineId = null) =>
        Hosts.GetValueOrDefault(KeyOf(host, machineId))
        ?? Hosts
            .Values.Where(known => known.Host == host && (machineId is null || known.MachineId is null))
            .OrderByDescending(known => known.Out is not null)
            .FirstOrDefault();

    /// <summary>The state after an event that has no entry yet.</summary>
    internal FleetState Apply(FleetEvent happened) =>
        happened switch
        {
            FleetEvent.Taken e => With(Known(e, e.Role) with { Role = e.Role, TakenBy = new RunId(e.Run) }),
            FleetEvent.Released e => With(Known(e, role: null) with { TakenBy = null }),
            FleetEvent.WentOut e => With(Known(e, e.Role) with { Role = e.Role, Out = OutageOf(e) }) with
            {
                EverOut = EverOut.Add((e.Run, e.Host)),
            },
            FleetEvent.Returned e => With(Known(e, role: null) with { Out = null }),
            _ => throw new UnreachableException($"No evolution for {happened.GetType().Name}."),
        };

    /// <summary>A host that went out twice has been out since the first time.</summary>
    private FleetOutage OutageOf(FleetEvent.WentOut e)
    {
        var since = Find(e.Host, e.MachineId)?.Out is { } before && before.Since < e.Since ? before.Since : e.Since;
        return new(new RunId(e.Run), since, e.Step, e.IsDrained);
    }

    private FleetHost Known(FleetEvent e, string? role) =>
        Find(e.Host, e.MachineId) is { } known
            ? known with
            {
                Host = e.Host,
            }
            : new(e.Host, e.MachineId, role, Out: null, TakenBy: null);

    private FleetState With(FleetHost host)
    {
        var key = KeyOf(host.Host, host.MachineId);
        return this with
        {
            Hosts = host is { Out: null, TakenBy: null } ? Hosts.Remove(key) : Hosts.SetItem(key, host),
        };
    }

    private static string KeyOf(string host, string? machineId) =>
        machineId is null ? $"name/{host}" : $"machine/{machineId}";
}
