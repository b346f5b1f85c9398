using System.Collections.Immutable;
using OlUpgrade.Runs;
using OlUpgrade.Wording;

namespace OlUpgrade.Storage;

/// <summary>One append: entries, the notes that report them, and the run's new summary.</summary>
/// <param name="ExpectedVersion">The version that the entries follow.</param>
/// <param name="FencingToken">That of the worker's lease; null for signals of people.</param>
/// <param name="Machines">
/// IDs of machines that no other run may work on from now on, until this run is settled.
/// </param>
public sealed record NewEntries(
    RunId Run,
    int ExpectedVersion,
    ImmutableArray<Entry> Entries,
    ImmutableArray<Note> Notes,
    RunSummary Summary,
    long? FencingToken,
    ImmutableArray<string> Machines = default
)
{
    public ImmutableArray<string> Machines { get; init; } = Machines.IsDefault ? [] : Machines;

    /// <summary>Hosts that a run which had ended takes again; refused if another open run has one of them.</summary>
    public ImmutableArray<string> ReacquiredHosts { get; init; } = [];

    /// <summary>
    /// What the append adds to the fleet's stream and the version that it was decided from; null if neither matters.
    /// </summary>
    public NewFleetEntries? Fleet { get; init; }

    /// <summary>The keys of the hosts and machines that the append takes.</summary>
    public IEnumerable<string> Taken => ReacquiredHosts.Concat(Machines.Select(MachineKey));

    /// <summary>The key of a machine. It differs from every host's name, which holds no slash.</summary>
    public static string MachineKey(string machineId) => $"machine/{machineId}";
}
