using System.Net.Sockets;
using OlUpgrade.Hosts;
using OlUpgrade.Wording;
using Renci.SshNet.Common;

namespace OlUpgrade.Ssh.Client;

/// <summary>Turns what an SSH connection throws or prints into a fault with a sentence for people.</summary>
internal static class SshFaults
{
    private const int MaxWords = 300;

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

    /// <summary>With this code sshd itself ends a session while there is an /etc/nologin, if it uses no PAM.</summary>
    private const int NoLogins = 254;

    /// <summary>A shell reports a process that a signal ended with 128 and the signal's number.</summary>
    private static readonly (int First, int Last) Signals = (129, 192);

    /// <summary>True for what a connection throws when it breaks; anything else is a bug and is not caught.</summary>
    public static bool IsOutside(Exception exception) =>
        exception is SshException or SocketException or IOException or InvalidOperationException;

    /// <summary>
    /// Nothing was sent. A key that is refused was refused, whatever the banner says that every login sees.
    /// </summary>
    public static ShellFault Connecting(Host host, Exception seen, HostKeyCheck check, string banner)
    {
        if (check.ToFault() is { } keyFault)
            return keyFault;
        if (seen is SshAuthenticationException)
            return LoginRefused(host, seen.Message);
        if (IsBootText(banner) || IsBootText(seen.Message))
            return Booting(host);
        if (seen is EndOfStreamException && host.JumpHost is { } jump)
            return NotForwarded(host, jump);
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

    public static ShellFault NotForwarded(Host host, string jump) =>
        new(
            ShellFaultKind.Unreachable,
            $"The jump host {jump} closed the connection to {host.Name} ({host.Address}, port {host.Port}) before "
                + $"{host.Name} said a word: {jump} does not forward, or cannot reach it. Nothing was sent. Check "
                + $"AllowTcpForwarding and PermitOpen in the sshd_config of {jump}, and that {host.Name} is up."
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
    /// The call ended without a report. If the host ended it before the frame was sent, nothing was done, and its words
    /// say why; otherwise it is unknown, and its words decide nothing.
    /// </summary>
    /// <param name="said">What the host printed.</param>
    public static ShellFault Unreported(Host host, SshCallEnd end, string said)
    {
        if (end is { IsFrameSent: false, ExitStatus: { } status } && (status < Signals.First || status > Signals.Last))
            return Refused(host, status, said);
        var seen = said.Trim().Length == 0 ? "the host printed nothing" : said;
        var code = end.ExitStatus?.ToString() ?? "none";
        return Lost(host, $"the ledger's script ended without a report (exit code {code}: {seen})");
    }

    /// <summary>Nothing was sent that could be acted on. Which of the layers refused is only told to people.</summary>
    private static ShellFault Refused(Host host, int status, string said)
    {
        if (status == NoLogins)
            return Booting(host);
        // The last one: sudo warns first and refuses then.
        var sudo = said.Split('\n').LastOrDefault(line => SudoTexts.Any(line.Contains));
        return host.Become && status == 1 && sudo is not null ? SudoRefused(host, sudo) : Turned(host, status, said);
    }

    private static ShellFault Turned(Host host, int status, string said) =>
        new(
            ShellFaultKind.AccessRefused,
            $"{host.Name} let {host.User} in and ended the call before anything ran (exit code {status}): "
                + $"{TidyEnd(said)}. Nothing was done; check the shell and the password of {host.User} there."
        );

    public static bool IsBootText(string text) =>
        BootTexts.Any(known => text.Contains(known, StringComparison.OrdinalIgnoreCase));

    private static string Tidy(string seen)
    {
        var line = OutsideText.Line(seen.ReplaceLineEndings(" ")).Trim().TrimEnd('.');
        return line.Length <= MaxWords ? line : line[..MaxWords] + "…";
    }

    /// <summary>Whoever ends a call says why at the end.</summary>
    private static string TidyEnd(string said)
    {
        var line = OutsideText.Line(said.ReplaceLineEndings(" ")).Trim().TrimEnd('.');
        return line.Length == 0 ? "it printed nothing"
            : line.Length <= MaxWords ? line
            : "…" + line[^MaxWords..];
    }
}
