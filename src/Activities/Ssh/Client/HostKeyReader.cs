using OlUpgrade.Hosts;

namespace OlUpgrade.Ssh.Client;

/// <summary>
/// Fetches the key that a host presents, for a person to compare and pin (<c>olupgrade trust</c>) or to check against
/// the pinned keys. It does not log in to the host; a jump host on the way must already be pinned.
/// </summary>
public sealed class HostKeyReader(SshOptions options, Func<string, Host?> findHost, TimeProvider time)
{
    private readonly SshConnector _connector = new(options, findHost, time);

    /// <summary>The key that the host presents, pinned or not.</summary>
    public Task<ShellReply<HostKey>> ReadAsync(Host host, CancellationToken cancellation) =>
        _connector.ReadKeyAsync(host, [], cancellation);

    /// <summary>Null if the host answers and presents a pinned key; otherwise what is wrong.</summary>
    public async Task<ShellFault?> CheckAsync(Host host, CancellationToken cancellation)
    {
        var known = KnownHosts.Load(options.KnownHostsFile);
        var check = new HostKeyCheck(host, known);
        var reply = await _connector.ReadKeyAsync(host, known.KeysOf(host.Address, host.Port), cancellation);
        if (reply.Answer is not { } presented)
            return reply.Fault;
        check.Judge(presented);
        return check.ToFault();
    }
}
