using System.Collections.Immutable;
using OlUpgrade.Runs;

namespace OlUpgrade.Sandbox.Drill;

/// <summary>One run that was killed at one crash point, and its result.</summary>
/// <param name="At">The event that the append was for.</param>
/// <param name="Status">How it ended; null if a law was broken first.</param>
/// <param name="Lives">How often the service was started.</param>
/// <param name="Effects">What happened on the hosts; null if a law was broken first.</param>
/// <param name="Entries">Its journal, as far as it got.</param>
/// <param name="Fault">What was wrong; null if nothing was.</param>
internal sealed record DrillStory(
    CrashPoint Point,
    string At,
    RunStatus? Status,
    int Lives,
    EffectTally? Effects,
    ImmutableArray<Entry> Entries,
    string? Fault
);
