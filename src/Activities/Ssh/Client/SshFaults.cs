using System.Net.Sockets;
using OlUpgrade.Hosts;
using OlUpgrade.Wording;
using Renci.SshNet.Common;

namespace OlUpgrade.Ssh.Client;

/// <summary>Turns what an SSH connection throws or prints into a fault with a sentence for people.</summary>
internal static class SshFaults
{
    private static readonly string[] BootTexts =
    [
        "System is booting up",
        "not permitted to log in",
        "System is going down",
        "/run/nologin",
        "pam_nologin",
    ];

    private static readonly string[] SudoTexts =
    [
        "sudo:",
        "is not in the sudoers file",
        "is not allowed to execute",
        "may not run sudo",
    ];

    /// <summary>True for what a connection throws when it breaks; anything else is a bug and is not caught.</summary>
    public static bool IsOutside(Exception exception) =>
        exception is SshException or SocketException or IOException or InvalidOperationException;

    public static ShellFault Connecting(Host host, Exception seen, HostKeyCheck check, string banner)
    {
        if (check.ToFault() is { } keyFault)
            return keyFault;
        if (IsBootText(banner) || IsBootText(seen.Message))
            return Booting(host);
        if (seen is SshAuthenticationException)
            return LoginRefused(host, seen.Message);
        return Unreachable(
            host,
            seen is OperationCanceledException or TimeoutException ? "no answer in time" : seen.Message
        );
    }

    public static ShellFault Unreachable(Host host, string seen) =>
        new(
            ShellFaultKind.Unreachable,
            $"{host.Name} cannot be reached ({host.Address}, port {host.Port}): {Tidy(seen)}. Nothing was sent. "
                + "Check that it is up and that its SSH answers."
        );

    public static ShellFault Booting(Host host) =>
        new(
            ShellFaultKind.Booting,
            $"{host.Name} is booting or going down and refuses logins. Nothing was done; it needs more time."
        );

    public static ShellFault LoginRefused(Host host, string seen) =>
        new(
            ShellFaultKind.AccessRefused,
            $"{host.Name} refused the login of {host.User}: {Tidy(seen)}. Nothing was done; check the user and its key."
        );

    public static ShellFault KeyFile(Host host, string path, string seen) =>
        new(
            ShellFaultKind.AccessRefused,
            $"{host.Name} was not called, because the key file {path} cannot be used: {Tidy(seen)}. "
                + "Check the file and its passphrase."
        );

    public static ShellFault SudoRefused(Host host, string seen) =>
        new(
            ShellFaultKind.AccessRefused,
            $"{host.Name} refuses sudo to {host.User}: {Tidy(seen)}. Nothing was done; allow it without a password."
        );

    public static ShellFault Lost(Host host, string seen) =>
        new(
            ShellFaultKind.Lost,
            $"The connection to {host.Name} was lost: {Tidy(seen)}. Whether the host acted is unknown until "
                + "it is asked."
        );

    public static ShellFault TimedOut(Host host, TimeSpan limit) =>
        new(
            ShellFaultKind.TimedOut,
            $"{host.Name} did not answer within {limit.TotalSeconds:0.#} s. Whether it acted is unknown until it is "
                + "asked."
        );

    /// <summary>
    /// The command ended before our script reported: sudo or the login refused it, or the cause is unknown.
    /// </summary>
    public static ShellFault Unreported(Host host, int? exitStatus, string error)
    {
        if (IsBootText(error))
            return Booting(host);
        var sudo = error.Split('\n').FirstOrDefault(line => SudoTexts.Any(line.Contains));
        if (host.Become && sudo is not null)
            return SudoRefused(host, sudo);
        var seen = error.Trim().Length == 0 ? "the host printed nothing" : error;
        var code = exitStatus?.ToString() ?? "none";
        return Lost(host, $"the ledger's script ended without a report (exit code {code}: {seen})");
    }

    public static bool IsBootText(string text) =>
        BootTexts.Any(known => text.Contains(known, StringComparison.OrdinalIgnoreCase));

    private static string Tidy(string seen)
    {
        var line = OutsideText.Line(seen.ReplaceLineEndings(" ")).Trim().TrimEnd('.');
        return line.Length <= 300 ? line : line[..300] + "…";
    }
}
