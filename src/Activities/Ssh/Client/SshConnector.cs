using System.Collections.Immutable;
using System.Net.Sockets;
using OlUpgrade.Hosts;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace OlUpgrade.Ssh.Client;

/// <summary>
/// Makes connections: checks the host's key against the pinned ones, logs in with the key file, and goes through the
/// jump host if there is one. Each hop may take <see cref="SshOptions.ConnectTimeout"/>; <see cref="SshRetry"/> says
/// what is retried within it.
/// </summary>
internal sealed class SshConnector(SshOptions options, Func<string, Host?> findHost, TimeProvider time)
{
    private const int MaxHops = 3;

    public Task<ShellReply<SshConnection>> ConnectAsync(Host host, CancellationToken cancellation) =>
        ConnectAsync(host, MaxHops, LogInAsync, cancellation);

    /// <summary>The key that the host presents. It does not log in.</summary>
    /// <param name="pinned">Keys whose types are preferred.</param>
    public async Task<ShellReply<HostKey>> ReadKeyAsync(
        Host host,
        ImmutableArray<HostKey> pinned,
        CancellationToken cancellation
    )
    {
        HostKey? presented = null;
        var reply = await ConnectAsync(
            host,
            MaxHops,
            async (target, address, port, ct) =>
            {
                var check = new HostKeyCheck(target, KnownHosts.Parse(""));
                return await OpenAsync(target, check, Client, ct);

                SshClient Client()
                {
                    var client = NewClient(target, address, port, new NoneAuthenticationMethod(target.User), pinned);
                    client.HostKeyReceived += (_, e) =>
                    {
                        presented = HostKey.FromWire(e.HostKey);
                        e.CanTrust = false;
                    };
                    return client;
                }
            },
            cancellation
        );
        reply.Answer?.Dispose();
        if (presented is not null)
            return presented;
        return reply.Fault ?? SshFaults.Unreachable(host, "it presented no key");
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
            return SshFaults.Unreachable(
                host,
                $"its jump host {host.JumpHost} is unknown, or the jump hosts form a circle"
            );
        var toJump = await ConnectAsync(jump, hops - 1, LogInAsync, cancellation);
        if (toJump.Answer is not { } bridge)
            return new ShellFault(toJump.Fault!.Kind, $"On the way to {host.Name}: {toJump.Fault.Sentence}");
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
        var reply = await OpenAsync(host, check, Client, cancellation);
        reply.Answer?.Own(login, key);
        return reply;

        SshClient Client()
        {
            var client = NewClient(host, address, port, login, known.KeysOf(host.Address, host.Port));
            client.HostKeyReceived += check.Judge;
            return client;
        }
    }

    private SshClient NewClient(
        Host host,
        string address,
        int port,
        AuthenticationMethod login,
        ImmutableArray<HostKey> pinned
    )
    {
        var connection = new ConnectionInfo(address, port, host.User, login) { Timeout = options.ConnectTimeout };
        SshAlgorithms.Restrict(connection, pinned);
        return new SshClient(connection);
    }

    private Task<ShellReply<SshConnection>> OpenAsync(
        Host host,
        HostKeyCheck check,
        Func<SshClient> newClient,
        CancellationToken cancellation
    ) =>
        SshRetry.ConnectAsync(
            (patience, token) => TryAsync(host, check, newClient(), patience, token),
            options.ConnectTimeout,
            time,
            cancellation
        );

    /// <summary>One attempt; silent if the host did not identify itself in time.</summary>
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
            // Parts of the handshake block the thread, in spite of the method's name.
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
