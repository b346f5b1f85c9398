namespace OlUpgrade.Hosting.Configuration;

/// <summary>How hosts are reached.</summary>
public sealed class SshSettings
{
    /// <summary>The private key, in OpenSSH's format; it may be encrypted.</summary>
    public string KeyFile { get; set; } = "";

    /// <summary>A file that holds the key's passphrase; empty when it has none.</summary>
    public string PassphraseFile { get; set; } = "";

    /// <summary>The pinned host keys.</summary>
    /// <value>Default <c>known_hosts</c> in the data folder.</value>
    public string KnownHostsFile { get; set; } = "";
}
