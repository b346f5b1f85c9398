using OlUpgrade.Sandbox.Hosts.Shell;

namespace OlUpgrade.Sandbox.Hosts;

/// <summary>
/// What a script does that the little interpreter does not understand: tried before it, first match wins. Unlike a
/// <see cref="SimulatedQuestion"/> it may change the host.
/// </summary>
/// <param name="Matches">Says by the script's text whether it is this one.</param>
/// <param name="Run">Does what the text says and gives the exit code.</param>
internal sealed record SimulatedScript(Predicate<string> Matches, Func<ShellScope, string, int> Run);
