namespace OlUpgrade.Storage;

/// <summary>
/// Whether a run's stored journal is what was written: each entry's hash covers all entries before it.
/// </summary>
/// <param name="Entries">How many are there.</param>
/// <param name="Head">The hash of the last of them, where the journal is whole.</param>
/// <param name="BrokenAt">The first entry that is not what was written, or that is missing.</param>
/// <param name="Sentence">What is wrong with it.</param>
/// <param name="EndedAt">
/// The entry that ended the run; its hash was told on the tracking issue. Null while it goes on.
/// </param>
public sealed record Verification(
    int Entries,
    string? Head,
    int? BrokenAt,
    string? Sentence,
    int? EndedAt,
    string? EndedHash
);
