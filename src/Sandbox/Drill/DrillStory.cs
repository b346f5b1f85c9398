using System.Collections.Immutable;
using OlUpgrade.Runs;

namespace OlUpgrade.Sandbox.Drill;

/// <summary>One run that was killed at one point, and what became of it.</summary>
/// <param name="At">The event that the append was for.</param>
/// <param name="Status">How it ended; null when a law was broken on the way.</param>
/// <param name="Lives">How many lives the service had.</param>
/// <param name="Effects">What happened on the hosts; null when a law was broken on the way.</param>
/// <param name="Entries">Its journal, as far as it came.</param>
/// <param name="Fault">What was not as it must be; null when all was.</param>
internal sealed record DrillStory(
    CrashPoint Point,
    string At,
    RunStatus? Status,
    int Lives,
    EffectTally? Effects,
    ImmutableArray<Entry> Entries,
    string? Fault
);
