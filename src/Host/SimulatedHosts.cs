using OlUpgrade.Ssh;
using OlUpgrade.Upgrades;

namespace OlUpgrade.Hosting;

/// <summary>Hosts that are played, and how fast; for the demo. The service in front of them is the real one.</summary>
public sealed record SimulatedHosts(IHostShell Shell, HostPolling Pace);
