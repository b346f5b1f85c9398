using OlUpgrade.Sandbox.Hosts.Shell;

namespace OlUpgrade.Sandbox.Hosts;

/// <summary>A command of a simulated host: its words (name first) to its exit code.</summary>
internal delegate Task<int> SimulatedCommand(
    ShellScope scope,
    IReadOnlyList<string> words,
    CancellationToken cancellation
);
