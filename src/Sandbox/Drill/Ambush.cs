using OlUpgrade.Sandbox.Hosts;

namespace OlUpgrade.Sandbox.Drill;

/// <summary>That something goes wrong on a host at the moment at which the intent of a step there is first in the journal.</summary>
public sealed record Ambush(string Host, string Step, Action<SimulatedHost> Spoil);
