using System.Collections.Immutable;
using OlUpgrade.Runs;

namespace OlUpgrade.Sandbox.Drill;

/// <summary>How a scenario ended. The world's journal may already be closed.</summary>
/// <param name="Appends">The number of appends, at each of which a worker can be killed.</param>
/// <param name="Lives">How often the engine was started.</param>
/// <param name="Counted">The entries of each append that took effect, by its ordinal.</param>
public sealed record Ending(
    Run Run,
    World World,
    int Appends,
    int Lives,
    IReadOnlyDictionary<int, ImmutableArray<Entry>> Counted
);
