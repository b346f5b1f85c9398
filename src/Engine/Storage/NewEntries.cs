using System.Collections.Immutable;
using OlUpgrade.Runs;

namespace OlUpgrade.Storage;

/// <summary>What one append brings: entries, the notes derived from them, the run's new summary.</summary>
/// <param name="ExpectedVersion">The version that they follow.</param>
/// <param name="Fence">The hold under which the executor appends; null for signals of people.</param>
public sealed record NewEntries(
    RunId Run,
    int ExpectedVersion,
    ImmutableArray<Entry> Entries,
    ImmutableArray<Note> Notes,
    RunSummary Summary,
    long? Fence);
