using OlUpgrade.Sandbox.Hosts.Shell;

namespace OlUpgrade.Sandbox.Hosts;

/// <summary>
/// The effect of a script that the simulated shell does not understand. It is tried before the shell; the first match
/// wins. Unlike a <see cref="SimulatedQuestion"/> it may change the host.
/// </summary>
/// <param name="Matches">True for the text of a script that this performs.</param>
/// <param name="Run">Performs the script with the given text and returns its exit code.</param>
internal sealed record SimulatedScript(
    Predicate<string> Matches,
    Func<ShellScope, string, CancellationToken, Task<int>> Run
);
