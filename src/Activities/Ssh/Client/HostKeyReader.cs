using OlUpgrade.Hosts;

namespace OlUpgrade.Ssh.Client;

/// <summary>
/// Fetches the key that a host shows, for a person to compare and pin (<c>olupgrade trust</c>), or to compare it with
/// the pinned ones. No login is tried on the host; a jump host on the way must be pinned already.
/// </summary>
public sealed class HostKeyReader(SshOptions options, Func<string, Host?> findHost, TimeProvider time)
{
    private readonly SshConnector _connector = new(options, findHost, time);

    public Task<ShellReply<HostKey>> ReadAsync(Host host, CancellationToken cancellation) =>
        _connector.ReadKeyAsync(host, [], cancellation);

    /// <summary>Null when the host answers and shows a pinned key; else what is wrong.</summary>
    public async Task<ShellFault?> CheckAsync(Host host, CancellationToken cancellation)
    {
        var known = KnownHosts.Load(options.KnownHostsFile);
        var check = new HostKeyCheck(host, known);
        var reply = await _connector.ReadKeyAsync(host, known.KeysOf(host.Address, host.Port), cancellation);
        if (reply.Answer is not { } shown)
            return reply.Fault;
        check.Judge(shown);
        return check.ToFault();
    }
}
