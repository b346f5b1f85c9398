namespace OlUpgrade.Hosting.Configuration;

/// <summary>
/// How the service logs in to the hosts over SSH. Address, port and user of each host are in <c>hosts.yaml</c>.
/// </summary>
public sealed class SshSettings
{
    /// <summary>
    /// The private key that all hosts accept, in OpenSSH format. If it is encrypted, <see cref="PassphraseFile"/> is
    /// needed too.
    /// </summary>
    /// <value>Required. The file must exist; only the service's user should be able to read it.</value>
    public string KeyFile { get; set; } = "";

    /// <summary>The file with the passphrase of <see cref="KeyFile"/> in its first line.</summary>
    /// <value>Empty: the key is not encrypted. If set, the file must exist.</value>
    public string PassphraseFile { get; set; } = "";

    /// <summary>
    /// The pinned host keys in OpenSSH's known_hosts format, written by <c>olupgrade trust</c>. A host without a pinned
    /// key is refused.
    /// </summary>
    /// <value>Empty: <c>known_hosts</c> in <see cref="Settings.DataFolder"/>.</value>
    public string KnownHostsFile { get; set; } = "";
}
