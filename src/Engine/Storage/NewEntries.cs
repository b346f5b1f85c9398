using System.Collections.Immutable;
using OlUpgrade.Runs;
using OlUpgrade.Wording;

namespace OlUpgrade.Storage;

/// <summary>What one append brings: entries, the notes derived from them, the run's new summary.</summary>
/// <param name="ExpectedVersion">The version that they follow.</param>
/// <param name="Fence">The hold under which the executor appends; null for signals of people.</param>
/// <param name="Machines">
/// IDs of machines that no other run may work on from here on, until this one is settled.
/// </param>
public sealed record NewEntries(
    RunId Run,
    int ExpectedVersion,
    ImmutableArray<Entry> Entries,
    ImmutableArray<Note> Notes,
    RunSummary Summary,
    long? Fence,
    ImmutableArray<string> Machines = default
)
{
    public ImmutableArray<string> Machines { get; init; } = Machines.IsDefault ? [] : Machines;

    /// <summary>Hosts that a run which had ended takes again; refused where another open run has one of them.</summary>
    public ImmutableArray<string> ReacquiredHosts { get; init; } = [];

    /// <summary>Names of hosts and of machines that the append takes, as they are kept.</summary>
    public IEnumerable<string> Taken => ReacquiredHosts.Concat(Machines.Select(MachineKey));

    /// <summary>How a machine is kept beside the names of hosts, which hold no slash.</summary>
    public static string MachineKey(string machineId) => $"machine/{machineId}";
}
