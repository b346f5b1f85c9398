using OlUpgrade.Sandbox.Hosts.Shell;

namespace OlUpgrade.Sandbox.Hosts;

/// <summary>Runs one command of a simulated host and returns its exit code. The first word is its name.</summary>
internal delegate Task<int> SimulatedCommand(
    ShellScope scope,
    IReadOnlyList<string> words,
    CancellationToken cancellation
);
