using OlUpgrade.Ssh;

namespace OlUpgrade.Sandbox.Hosts;

/// <summary>
/// An exact answer to scripts that the little interpreter does not understand: tried before it, first match wins. It
/// reads the host and changes nothing.
/// </summary>
/// <param name="Matches">Says by the script's text whether this answers it.</param>
public sealed record SimulatedQuestion(Predicate<string> Matches, Func<SimulatedHost, Facts, ShellAnswer> Answer);
