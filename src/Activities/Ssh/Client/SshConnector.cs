using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Text;
using OlUpgrade.Hosts;
using OlUpgrade.Ssh.Ledger;
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
                return await OpenAsync(target, new(address, port), check, Client, ct);

                SshClient Client(int passedTo)
                {
                    var client = NewClient(target, passedTo, new NoneAuthenticationMethod(target.User), pinned);
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
        var reply = await OpenAsync(host, new(address, port), check, Client, cancellation);
        reply.Answer?.Own(login, key);
        return reply;

        SshClient Client(int passedTo)
        {
            var client = NewClient(host, passedTo, login, known.KeysOf(host.Address, host.Port));
            client.HostKeyReceived += check.Judge;
            return client;
        }
    }

    private SshClient NewClient(Host host, int passedTo, AuthenticationMethod login, ImmutableArray<HostKey> pinned)
    {
        var connection = new ConnectionInfo("127.0.0.1", passedTo, host.User, login)
        {
            Timeout = options.ConnectTimeout,
        };
        SshAlgorithms.Restrict(connection, pinned);
        return new SshClient(connection);
    }

    private Task<ShellReply<SshConnection>> OpenAsync(
        Host host,
        DnsEndPoint place,
        HostKeyCheck check,
        Func<int, SshClient> newClient,
        CancellationToken cancellation
    ) =>
        SshRetry.ConnectAsync(
            (patience, token) => TryAsync(host, place, check, newClient, patience, token),
            options.ConnectTimeout,
            time,
            cancellation
        );

    /// <summary>
    /// One attempt; silent if there was not even a connection in time. Once there is one, it is given all the time that
    /// is left: one that is given up looks to the host like an attack.
    /// </summary>
    private async Task<(ShellReply<SshConnection> Reply, bool IsSilent)> TryAsync(
        Host host,
        DnsEndPoint place,
        HostKeyCheck check,
        Func<int, SshClient> newClient,
        ConnectPatience patience,
        CancellationToken cancellation
    )
    {
        var (banner, isSilent) = (new BoundedBuffer(SshLine.MaxOpening), true);
        using var limit = new CancellationTokenSource(AtLeastATick(patience.Silence), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        SshLine? line = null;
        SshConnection? connection = null;
        try
        {
            line = await SshLine.OpenAsync(place.Host, place.Port, Connected, either.Token);
            var client = newClient(line.Pass());
            client.ConnectionInfo.AuthenticationBanner += (_, e) => banner.Add(Encoding.UTF8.GetBytes(e.BannerMessage));
            connection = new SshConnection(client, options.CommandsPerConnection);
            connection.Own(line);
            // Parts of the handshake block the thread, in spite of the method's name.
            await Task.Run(() => client.ConnectAsync(either.Token), either.Token).WaitAsync(either.Token);
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
            if (connection is null)
                line?.Dispose();
            connection?.Break();
            cancellation.ThrowIfCancellationRequested();
            return (SshFaults.Connecting(host, e, check, $"{banner}"), isSilent && e is OperationCanceledException);
        }

        void Connected()
        {
            isSilent = false;
            limit.CancelAfter(AtLeastATick(patience.Remaining));
        }
    }

    private static TimeSpan AtLeastATick(TimeSpan span) => span > TimeSpan.Zero ? span : TimeSpan.FromMilliseconds(1);
}
