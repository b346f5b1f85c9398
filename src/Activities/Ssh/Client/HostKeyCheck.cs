using OlUpgrade.Hosts;
using Renci.SshNet.Common;

namespace OlUpgrade.Ssh.Client;

/// <summary>Checks the key that a host presents during the handshake. Only a pinned key is accepted.</summary>
internal sealed class HostKeyCheck(Host host, KnownHosts known)
{
    /// <summary>The key that the host presented; null until it has.</summary>
    public HostKey? Offered { get; private set; }

    public HostKeyVerdict? Verdict { get; private set; }

    public void Judge(object? sender, HostKeyEventArgs presented)
    {
        if (HostKey.FromWire(presented.HostKey) is { } key)
            Judge(key);
        presented.CanTrust = Verdict == HostKeyVerdict.Pinned;
    }

    public void Judge(HostKey offered)
    {
        Offered = offered;
        Verdict = known.Check(host.Address, host.Port, offered);
    }

    /// <summary>Null if the key is pinned or was not presented yet.</summary>
    public ShellFault? ToFault() =>
        Verdict switch
        {
            HostKeyVerdict.Unknown => Unknown(host, Offered!.Fingerprint),
            HostKeyVerdict.Changed => Changed(host, Offered!.Fingerprint, PinnedFingerprints()),
            HostKeyVerdict.Revoked => Revoked(host, Offered!.Fingerprint),
            _ => null,
        };

    public static ShellFault Unknown(Host host, string offered) =>
        new(
            ShellFaultKind.HostKeyUnknown,
            $"The key of {host.Name} is not pinned. It presents {offered}; no key is known. Nothing was sent. Compare "
                + "it with the host's own (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub), then pin it with: "
                + $"olupgrade trust {host.Name}"
        );

    public static ShellFault Changed(Host host, string offered, string pinned) =>
        new(
            ShellFaultKind.HostKeyChanged,
            $"The key of {host.Name} has changed: it presents {offered}, but {pinned} is pinned. Nothing was sent. "
                + $"Find out why; if the host really has a new key, pin it with: olupgrade trust {host.Name}"
        );

    public static ShellFault Revoked(Host host, string offered) =>
        new(
            ShellFaultKind.HostKeyChanged,
            $"{host.Name} presents the key {offered}, which is marked as revoked. Nothing was sent; give the host a "
                + "new key before you connect to it."
        );

    private string PinnedFingerprints() =>
        string.Join(" or ", known.KeysOf(host.Address, host.Port).Select(key => key.Fingerprint));
}
