using OlUpgrade.Questions;
using OlUpgrade.Ssh;
using OlUpgrade.Wire;
using Host = OlUpgrade.Hosts.Host;

namespace OlUpgrade.Hosting.Doctor;

/// <summary>A host's answers: a fault, or its readiness; neither if only its key was checked.</summary>
/// <param name="Clock">Its clock compared with this machine's; null if it did not report the time.</param>
internal sealed record HostSnapshot(Host Host, ShellFault? Fault, HostReadiness? Readiness, ServiceClock? Clock);
