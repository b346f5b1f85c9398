using OlUpgrade.Ssh;
using OlUpgrade.Ssh.Client;
using Host = OlUpgrade.Hosts.Host;

namespace OlUpgrade.Sandbox.Hosts;

/// <summary>The shell faults of simulated hosts, each with a short sentence that names the host.</summary>
internal static class SimulatedFaults
{
    public static ShellFault Unreachable(Host host) =>
        new(
            ShellFaultKind.Unreachable,
            $"{host.Name} cannot be reached: no answer. Nothing was sent. Check that it is up."
        );

    public static ShellFault Booting(Host host) =>
        new(
            ShellFaultKind.Booting,
            $"{host.Name} is booting or going down and refuses logins. Nothing was done; it needs more time."
        );

    public static ShellFault HostKeyChanged(Host host) =>
        new(
            ShellFaultKind.HostKeyChanged,
            $"The key of {host.Name} has changed: it presents SHA256:changed, "
                + "but SHA256:pinned is pinned. Nothing was sent. "
                + $"Find out why; if the host really has a new key, pin it with: olupgrade trust {host.Name}"
        );

    public static ShellFault AccessRefused(Host host) =>
        new(
            ShellFaultKind.AccessRefused,
            $"{host.Name} refuses sudo to {host.User}: a password is required. Nothing was done; "
                + "allow it without a password."
        );

    public static ShellFault KeyRefused(Host host) =>
        new(
            ShellFaultKind.AccessRefused,
            $"{host.Name} refused the login of {host.User}: Permission denied (publickey). Nothing was done; check the "
                + "user and its key."
        );

    public static ShellFault Lost(Host host) =>
        new(
            ShellFaultKind.Lost,
            $"The connection to {host.Name} was lost. Whether the host acted is unknown until it is asked."
        );

    public static ShellFault TimedOut(Host host, TimeSpan limit) =>
        new(
            ShellFaultKind.TimedOut,
            $"{host.Name} did not answer within {limit.TotalSeconds:0.#} s. Whether it acted is unknown until it is "
                + "asked."
        );

    /// <summary>
    /// What the real client makes of a call that is cut after its frame was sent: the login has printed sudo's everyday
    /// warning, or a notice about a shutdown.
    /// </summary>
    public static ShellFault Cut(Host host, int exitStatus) =>
        SshFaults.Unreported(
            host,
            new SshCallEnd(null, exitStatus, IsFrameSent: true),
            exitStatus % 2 == 0
                ? $"sudo: unable to resolve host {host.Name}: Name or service not known"
                : "this System is going down for a move on Friday"
        );
}
