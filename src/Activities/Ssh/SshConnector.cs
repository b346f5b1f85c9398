using System.Net.Sockets;
using OlUpgrade.Hosts;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace OlUpgrade.Ssh;

/// <summary>
/// Makes connections: checks the host's key against the pinned ones, logs in with the key file, goes through the jump
/// host where there is one. The whole of it is bounded by <see cref="SshOptions.ConnectTimeout"/> for each hop.
/// </summary>
internal sealed class SshConnector(SshOptions options, Func<string, Host?> findHost, TimeProvider time)
{
    private const int MostHops = 3;

    public Task<ShellReply<SshConnection>> ConnectAsync(Host host, CancellationToken cancellation) =>
        ConnectAsync(host, MostHops, LogInAsync, cancellation);

    /// <summary>The key that the host shows, and nothing more: no login is tried.</summary>
    public async Task<ShellReply<HostKey>> ReadKeyAsync(Host host, CancellationToken cancellation)
    {
        HostKey? shown = null;
        var reply = await ConnectAsync(host, MostHops, async (target, address, port, ct) =>
        {
            var client = Client(target, address, port, new NoneAuthenticationMethod(target.User), []);
            client.HostKeyReceived += (_, e) =>
            {
                shown = HostKey.FromWire(e.HostKey);
                e.CanTrust = false;
            };
            return await OpenAsync(target, client, new HostKeyCheck(target, KnownHosts.Parse("")), ct);
        }, cancellation);
        reply.Answer?.Dispose();
        if (shown is not null)
            return shown;
        return reply.Fault ?? SshFaults.Unreachable(host, "it showed no key");
    }

    private async Task<ShellReply<SshConnection>> ConnectAsync(
        Host host,
        int hops,
        Func<Host, string, int, CancellationToken, Task<ShellReply<SshConnection>>> connect,
        CancellationToken cancellation)
    {
        if (host.JumpHost is null)
            return await connect(host, host.Address, host.Port, cancellation);
        if (hops == 0 || findHost(host.JumpHost) is not { } jump)
            return SshFaults.Unreachable(host, $"its jump host {host.JumpHost} is unknown or leads in a circle");
        var through = await ConnectAsync(jump, hops - 1, LogInAsync, cancellation);
        if (through.Answer is not { } bridge)
            return new ShellFault(through.Fault!.Kind, $"On the way to {host.Name}: {through.Fault.Sentence}");
        var port = new ForwardedPortLocal("127.0.0.1", 0, host.Address, (uint)host.Port);
        bridge.Client.AddForwardedPort(port);
        port.Start();
        var reply = await connect(host, port.BoundHost, (int)port.BoundPort, cancellation);
        if (reply.Answer is { } connection)
            connection.Own(port, bridge);
        else
            bridge.Break();
        return reply;
    }

    private async Task<ShellReply<SshConnection>> LogInAsync(
        Host host, string address, int port, CancellationToken cancellation)
    {
        var loaded = SshIdentity.Load(host, options);
        if (loaded.Answer is not { } key)
            return loaded.Fault!;
        var known = KnownHosts.Load(options.KnownHostsFile);
        var login = new PrivateKeyAuthenticationMethod(host.User, key);
        var client = Client(host, address, port, login, [.. known.KeysOf(host.Address, host.Port)]);
        var check = new HostKeyCheck(host, known);
        client.HostKeyReceived += check.Judge;
        var reply = await OpenAsync(host, client, check, cancellation);
        reply.Answer?.Own(login, key);
        return reply;
    }

    private SshClient Client(Host host, string address, int port, AuthenticationMethod login, HostKey[] pinned)
    {
        var connection = new ConnectionInfo(address, port, host.User, login) { Timeout = options.ConnectTimeout };
        SshAlgorithms.Restrict(connection, [.. pinned]);
        return new SshClient(connection);
    }

    private async Task<ShellReply<SshConnection>> OpenAsync(
        Host host, SshClient client, HostKeyCheck check, CancellationToken cancellation)
    {
        var banner = "";
        client.ConnectionInfo.AuthenticationBanner += (_, e) => banner += e.BannerMessage;
        var connection = new SshConnection(client, options.CommandsPerConnection);
        try
        {
            // Parts of the handshake block their thread, whatever the method's name says.
            await Task.Run(() => client.ConnectAsync(cancellation), cancellation)
                .WaitAsync(options.ConnectTimeout, time, cancellation);
            return connection;
        }
        catch (Exception e) when (e is SshException or SocketException or TimeoutException or IOException
            or ObjectDisposedException or OperationCanceledException)
        {
            connection.Break();
            cancellation.ThrowIfCancellationRequested();
            return SshFaults.Connecting(host, e, check, banner);
        }
    }
}
