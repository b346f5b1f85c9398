namespace OlUpgrade.Ssh.Client;

/// <summary>How hosts are reached over SSH, with a limit for every wait. All limits must be positive.</summary>
public sealed class SshOptions
{
    /// <summary>The private key file that all hosts accept, in OpenSSH format; it may be encrypted.</summary>
    public string KeyFile { get; set; } = "";

    /// <summary>The file with the key's passphrase in its first line; null if the key is not encrypted.</summary>
    public string? PassphraseFile { get; set; }

    /// <summary>
    /// The file of pinned host keys, in OpenSSH's known_hosts format. It is read for every connection and written only
    /// by <c>olupgrade trust</c>. If it is missing, no key is pinned and every host is refused.
    /// </summary>
    public string KnownHostsFile { get; set; } = "known_hosts";

    /// <summary>Limit for connecting, including the login, and for opening a channel.</summary>
    /// <value>15 seconds.</value>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Limit for the ledger's short calls: take, look, and a stop after its grace period.</summary>
    /// <value>60 seconds.</value>
    public TimeSpan AnswerTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How often the host sends a sign of life while a followed attempt prints nothing.</summary>
    /// <value>2 seconds.</value>
    public TimeSpan ProbeEvery { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long a followed attempt may send neither output nor a sign of life before the connection counts as lost.
    /// </summary>
    /// <value>20 seconds. Must be several times <see cref="ProbeEvery"/>.</value>
    public TimeSpan SilenceLimit { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>The time between TERM and KILL when an attempt is stopped.</summary>
    /// <value>10 seconds.</value>
    public TimeSpan StopGrace { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How many commands share a host's connection at the same time. sshd allows 10 by default (MaxSessions).
    /// </summary>
    /// <value>8.</value>
    public int CommandsPerConnection { get; set; } = 8;
}
