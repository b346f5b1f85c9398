using OlUpgrade.Questions;
using OlUpgrade.Ssh;
using OlUpgrade.Wire;
using Host = OlUpgrade.Hosts.Host;

namespace OlUpgrade.Hosting.Doctor;

/// <summary>What a host answered: a fault, or how ready it is; neither when only its key was looked at.</summary>
/// <param name="Clock">Its clock beside this machine's; null when it did not tell.</param>
internal sealed record HostSnapshot(Host Host, ShellFault? Fault, HostReadiness? Readiness, ServiceClock? Clock);
