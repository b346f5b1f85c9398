using OlUpgrade.Hosts;

namespace OlUpgrade.Ssh;

/// <summary>
/// Fetches the key that a host shows, for a person to compare and pin (<c>olupgrade trust</c>). No login is tried on
/// the host; a jump host on the way must be pinned already.
/// </summary>
public sealed class HostKeyReader(SshOptions options, Func<string, Host?> findHost, TimeProvider time)
{
    private readonly SshConnector _connector = new(options, findHost, time);

    public Task<ShellReply<HostKey>> ReadAsync(Host host, CancellationToken cancellation) =>
        _connector.ReadKeyAsync(host, cancellation);
}
