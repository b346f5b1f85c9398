using OlUpgrade.Hosts;
using Renci.SshNet.Common;

namespace OlUpgrade.Ssh.Client;

/// <summary>Judges the key that a host shows while it is connected to; only a pinned one is let through.</summary>
internal sealed class HostKeyCheck(Host host, KnownHosts known)
{
    public HostKey? Offered { get; private set; }

    public HostKeyVerdict? Verdict { get; private set; }

    public void Judge(object? sender, HostKeyEventArgs shown)
    {
        Judge(HostKey.FromWire(shown.HostKey));
        shown.CanTrust = Verdict == HostKeyVerdict.Pinned;
    }

    public void Judge(HostKey offered)
    {
        Offered = offered;
        Verdict = known.Check(host.Address, host.Port, offered);
    }

    public ShellFault? ToFault() =>
        Verdict switch
        {
            HostKeyVerdict.Unknown => Unknown(host, Offered!.Fingerprint),
            HostKeyVerdict.Changed => Changed(host, Offered!.Fingerprint, PinnedFingerprints()),
            HostKeyVerdict.Revoked => new(
                ShellFaultKind.HostKeyChanged,
                $"{host.Name} shows the key {Offered!.Fingerprint}, which is "
                    + "marked as revoked. Nothing was sent; give the "
                    + "host a new key before anybody connects to it."
            ),
            _ => null,
        };

    public static ShellFault Unknown(Host host, string offered) =>
        new(
            ShellFaultKind.HostKeyUnknown,
            $"The key of {host.Name} is not pinned. It shows {offered}; none is known. Nothing was sent. "
                + "Compare it with the host's own (ssh-keygen -lf "
                + "/etc/ssh/ssh_host_ed25519_key.pub), then pin it with: "
                + $"olupgrade trust {host.Name}"
        );

    public static ShellFault Changed(Host host, string offered, string pinned) =>
        new(
            ShellFaultKind.HostKeyChanged,
            $"The key of {host.Name} has changed: it shows {offered}, but {pinned} is pinned. Nothing was sent. "
                + $"Find out why; if the host really has a new key, pin it with: olupgrade trust {host.Name}"
        );

    private string PinnedFingerprints() =>
        string.Join(" or ", known.KeysOf(host.Address, host.Port).Select(key => key.Fingerprint));
}
