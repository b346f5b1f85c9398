namespace OlUpgrade.Ssh.Client;

/// <summary>How hosts are reached over SSH. Every wait has a limit here; all of them must be positive.</summary>
public sealed class SshOptions
{
    /// <summary>The private key file (OpenSSH format, also encrypted) that all hosts accept.</summary>
    public string KeyFile { get; set; } = "";

    /// <summary>File with the key's passphrase in its first line; null for a key that is not encrypted.</summary>
    public string? PassphraseFile { get; set; }

    /// <summary>
    /// The pinned host keys in OpenSSH's known_hosts format. It is read at every connection and written only by
    /// <c>olupgrade trust</c>. A missing file pins nothing, so that every host is refused.
    /// </summary>
    public string KnownHostsFile { get; set; } = "known_hosts";

    /// <summary>Limit for making a connection, the login included, and for opening a channel on it.</summary>
    /// <value>15 seconds.</value>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Limit for the ledger's short answers: take, look, and what a stop needs beyond its grace.</summary>
    /// <value>60 seconds.</value>
    public TimeSpan AnswerTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>While an attempt is followed and is silent, how often the host gives a sign of life.</summary>
    /// <value>2 seconds.</value>
    public TimeSpan ProbeEvery { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// While following, after how long without output or a sign of life the connection counts as lost.
    /// </summary>
    /// <value>20 seconds. Must be several times <see cref="ProbeEvery"/>.</value>
    public TimeSpan SilenceLimit { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a stopped attempt has between TERM and KILL.</summary>
    /// <value>10 seconds.</value>
    public TimeSpan StopGrace { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How many commands share one host's connection at once; sshd refuses more than 10 by default.</summary>
    /// <value>8.</value>
    public int CommandsPerConnection { get; set; } = 8;
}
