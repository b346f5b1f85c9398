using System.Collections.Immutable;

namespace OlUpgrade.Storage;

/// <summary>
/// Whether a run's stored journal is what was written, by the hash chain over its entries.
/// </summary>
/// <param name="Entries">How many entries there are.</param>
/// <param name="Head">The hash of the last entry; null if the chain is broken.</param>
/// <param name="BrokenAt">The first entry that is changed or missing; null if none is.</param>
/// <param name="Sentence">What is wrong with that entry.</param>
/// <param name="EndedAt">The entry that ended the run; null while the run is open, or if the chain is broken.</param>
/// <param name="EndedHash">The hash of that entry, which the tracking issue shows too.</param>
public sealed record Verification(
    int Entries,
    string? Head,
    int? BrokenAt,
    string? Sentence,
    int? EndedAt,
    string? EndedHash
)
{
    /// <summary>The stored hashes of the entries, from the first one on.</summary>
    public ImmutableArray<string> Hashes { get; init; } = [];

    /// <summary>The stored hashes of the fleet's stream, which is verified with every run.</summary>
    public ImmutableArray<string> FleetHashes { get; init; } = [];

    /// <summary>What differs from the database's checkpoints, or is gone, as sentences.</summary>
    public ImmutableArray<string> Differences { get; init; } = [];

    /// <summary>True if the entries, and what the checkpoints say of them, are what was written.</summary>
    public bool IsWhole => BrokenAt is null && Differences.IsEmpty;
}
