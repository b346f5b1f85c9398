using OlUpgrade.Ssh;
using OlUpgrade.Upgrades;

namespace OlUpgrade.Hosting;

/// <summary>
/// The shell of simulated hosts, and how often to poll them. For the demo and tests of the real service.
/// </summary>
public sealed record SimulatedHosts(IHostShell Shell, HostPolling Pace);
