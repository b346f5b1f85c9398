using OlUpgrade.Runs;

namespace OlUpgrade.Sandbox.Drill;

/// <summary>How a scenario ended.</summary>
/// <param name="Appends">How many appends there were: the points at which a hand can be killed.</param>
/// <param name="Hands">How many lives the engine had.</param>
public sealed record Ending(Run Run, World World, int Appends, int Hands);
