using OlUpgrade.Ssh.Ledger;
using Renci.SshNet.Common;

namespace OlUpgrade.Ssh.Client;

/// <summary>
/// Carries calls over the hosts' connections, each within its limit. A connection that turns out to be dead before
/// anything was sent is replaced once; after the first byte nothing is ever sent again.
/// </summary>
internal sealed class SshCaller(SshConnections connections, TimeProvider time) : IDisposable
{
    public async Task<SshCallEnd> CallAsync(SshCall call, CancellationToken cancellation)
    {
        var (reply, isFresh) = await connections.GetAsync(call.Host, cancellation);
        if (reply.Answer is not { } connection)
            return new(reply.Fault, null);
        var end = await CallAsync(call, connection, cancellation);
        if (end is not null)
            return end;
        connection.Break();
        if (isFresh)
            return new(SshFaults.Unreachable(call.Host, "no command could be begun on its connection"), null);
        (reply, _) = await connections.GetAsync(call.Host, cancellation);
        if (reply.Answer is not { } second)
            return new(reply.Fault, null);
        return await CallAsync(call, second, cancellation)
            ?? new(SshFaults.Unreachable(call.Host, "no command could be begun on its connection"), null);
    }

    public void Dispose() => connections.Dispose();

    /// <summary>Null when nothing was sent.</summary>
    private async Task<SshCallEnd?> CallAsync(SshCall call, SshConnection connection, CancellationToken cancellation)
    {
        await connection.Gate.WaitAsync(cancellation);
        try
        {
            return await CarryAsync(call, connection, cancellation);
        }
        finally
        {
            connection.Gate.Release();
        }
    }

    private async Task<SshCallEnd?> CarryAsync(SshCall call, SshConnection connection, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(call.Limit, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        var command = new RemoteCommand(
            connection.Client,
            call.Call,
            Watched(call.Output, call, limit),
            Watched(call.Error, call, limit)
        );
        try
        {
            await command.RunAsync().WaitAsync(stop.Token);
            return new(null, command.ExitStatus);
        }
        catch (OperationCanceledException)
        {
            command.Leave();
            cancellation.ThrowIfCancellationRequested();
            connection.Break();
            return command.IsSent ? new(Expired(call), null) : null;
        }
        catch (Exception e) when (e is SshException or InvalidOperationException or IOException)
        {
            command.Leave();
            return command.IsSent ? new(SshFaults.Lost(call.Host, e.Message), null) : null;
        }
    }

    private static ShellFault Expired(SshCall call) =>
        call.LimitIsSilence
            ? SshFaults.Lost(call.Host, $"it gave no sign of life for {call.Limit.TotalSeconds:0.#} s")
            : SshFaults.TimedOut(call.Host, call.Limit);

    private static ByteSink Watched(ByteSink sink, SshCall call, CancellationTokenSource limit) =>
        !call.LimitIsSilence
            ? sink
            : bytes =>
            {
                limit.CancelAfter(call.Limit);
                sink(bytes);
            };
}
