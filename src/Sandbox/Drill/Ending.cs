using System.Collections.Immutable;
using OlUpgrade.Runs;

namespace OlUpgrade.Sandbox.Drill;

/// <summary>How a scenario ended. The world's journal may be closed by now.</summary>
/// <param name="Appends">How many appends there were: the points at which a hand can be killed.</param>
/// <param name="Hands">How many lives the engine had.</param>
/// <param name="Counted">What the appends brought that counted, by their ordinals.</param>
public sealed record Ending(
    Run Run,
    World World,
    int Appends,
    int Hands,
    IReadOnlyDictionary<int, ImmutableArray<Entry>> Counted
);
