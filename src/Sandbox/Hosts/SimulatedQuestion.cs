using OlUpgrade.Ssh;

namespace OlUpgrade.Sandbox.Hosts;

/// <summary>
/// A prepared answer to scripts that the simulated shell does not understand. It is tried before the shell; the first
/// match wins. It only reads the host.
/// </summary>
/// <param name="Matches">True if this answers the script with the given text.</param>
public sealed record SimulatedQuestion(Predicate<string> Matches, Func<SimulatedHost, Facts, ShellAnswer> Answer);
