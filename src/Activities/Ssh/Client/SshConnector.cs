using System.Collections.Immutable;
using System.Net.Sockets;
using OlUpgrade.Hosts;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace OlUpgrade.Ssh.Client;

/// <summary>
/// Makes connections: checks the host's key against the pinned ones, logs in with the key file, and goes through the
/// jump host where there is one. Each hop may take <see cref="SshOptions.ConnectTimeout"/>; what is tried again within
/// it is the rule of <see cref="SshRetry"/>.
/// </summary>
internal sealed class SshConnector(SshOptions options, Func<string, Host?> findHost, TimeProvider time)
{
    private const int MaxHops = 3;

    public Task<ShellReply<SshConnection>> ConnectAsync(Host host, CancellationToken cancellation) =>
        ConnectAsync(host, MaxHops, LogInAsync, cancellation);

    /// <summary>The key that the host shows, and nothing more: no login is tried.</summary>
    /// <param name="pinned">Keys whose types are asked for first.</param>
    public async Task<ShellReply<HostKey>> ReadKeyAsync(
        Host host,
        ImmutableArray<HostKey> pinned,
        CancellationToken cancellation
    )
    {
        HostKey? shown = null;
        var reply = await ConnectAsync(
            host,
            MaxHops,
            async (target, address, port, ct) =>
            {
                var check = new HostKeyCheck(target, KnownHosts.Parse(""));
                return await OpenAsync(target, check, Shown, ct);

                SshClient Shown()
                {
                    var client = Client(target, address, port, new NoneAuthenticationMethod(target.User), [.. pinned]);
                    client.HostKeyReceived += (_, e) =>
                    {
                        shown = HostKey.FromWire(e.HostKey);
                        e.CanTrust = false;
                    };
                    return client;
                }
            },
            cancellation
        );
        reply.Answer?.Dispose();
        if (shown is not null)
            return shown;
        return reply.Fault ?? SshFaults.Unreachable(host, "it showed no key");
    }

    private async Task<ShellReply<SshConnection>> ConnectAsync(
        Host host,
        int hops,
        Func<Host, string, int, CancellationToken, Task<ShellReply<SshConnection>>> connect,
        CancellationToken cancellation
    )
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
        Host host,
        string address,
        int port,
        CancellationToken cancellation
    )
    {
        var loaded = SshIdentity.Load(host, options);
        if (loaded.Answer is not { } key)
            return loaded.Fault!;
        var known = KnownHosts.Load(options.KnownHostsFile);
        var check = new HostKeyCheck(host, known);
        var login = new PrivateKeyAuthenticationMethod(host.User, key);
        var reply = await OpenAsync(host, check, Known, cancellation);
        reply.Answer?.Own(login, key);
        return reply;

        SshClient Known()
        {
            var client = Client(host, address, port, login, [.. known.KeysOf(host.Address, host.Port)]);
            client.HostKeyReceived += check.Judge;
            return client;
        }
    }

    private SshClient Client(Host host, string address, int port, AuthenticationMethod login, HostKey[] pinned)
    {
        var connection = new ConnectionInfo(address, port, host.User, login) { Timeout = options.ConnectTimeout };
        SshAlgorithms.Restrict(connection, [.. pinned]);
        return new SshClient(connection);
    }

    private Task<ShellReply<SshConnection>> OpenAsync(
        Host host,
        HostKeyCheck check,
        Func<SshClient> make,
        CancellationToken cancellation
    ) =>
        SshRetry.ConnectAsync(
            (patience, token) => TryAsync(host, check, make(), patience, token),
            options.ConnectTimeout,
            time,
            cancellation
        );

    /// <summary>One attempt; silent when the host did not identify itself within the patience.</summary>
    private async Task<(ShellReply<SshConnection> Reply, bool IsSilent)> TryAsync(
        Host host,
        HostKeyCheck check,
        SshClient client,
        ConnectPatience patience,
        CancellationToken cancellation
    )
    {
        var (banner, isSilent) = ("", true);
        using var silence = new CancellationTokenSource(AtLeastATick(patience.Silence), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellation);
        client.ConnectionInfo.AuthenticationBanner += (_, e) => banner += e.BannerMessage;
        client.ServerIdentificationReceived += (_, _) =>
        {
            isSilent = false;
            silence.CancelAfter(AtLeastATick(patience.Remaining));
        };
        var connection = new SshConnection(client, options.CommandsPerConnection);
        try
        {
            // Parts of the handshake block their thread, whatever the method's name says.
            await Task.Run(() => client.ConnectAsync(either.Token), either.Token)
                .WaitAsync(AtLeastATick(patience.Remaining), time, cancellation);
            return (connection, false);
        }
        catch (Exception e)
            when (e
                    is SshException
                        or SocketException
                        or TimeoutException
                        or IOException
                        or ObjectDisposedException
                        or OperationCanceledException
            )
        {
            connection.Break();
            cancellation.ThrowIfCancellationRequested();
            return (SshFaults.Connecting(host, e, check, banner), isSilent && e is OperationCanceledException);
        }
    }

    private static TimeSpan AtLeastATick(TimeSpan span) => span > TimeSpan.Zero ? span : TimeSpan.FromMilliseconds(1);
}
