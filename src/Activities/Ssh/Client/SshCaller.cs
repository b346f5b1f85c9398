namespace OlUpgrade.Ssh.Client;

/// <summary>
/// Makes calls over the hosts' connections, each within its limit. Connecting and opening the channel are retried as
/// <see cref="SshRetry"/> says; the call itself is sent once.
/// </summary>
internal sealed class SshCaller(SshConnections connections, TimeProvider time) : IDisposable
{
    public async Task<SshCallEnd> CallAsync(SshCall call, CancellationToken cancellation)
    {
        var opened = await SshRetry.OpenAsync(token => OpenAsync(call, token), time, cancellation);
        if (opened.Answer is not { } command)
            return new(opened.Fault, null, IsFrameSent: false);
        using (command)
            return await command.RunAsync(cancellation);
    }

    public void Dispose() => connections.Dispose();

    /// <summary>Dead if a connection that had been used before failed: a new one may work.</summary>
    private async Task<(ShellReply<RemoteCommand> Reply, bool IsDead)> OpenAsync(
        SshCall call,
        CancellationToken cancellation
    )
    {
        var (reply, isFresh) = await connections.GetAsync(call.Host, cancellation);
        if (reply.Answer is not { } connection)
            return (reply.Fault!, false);
        var command = new RemoteCommand(connection, call, time);
        if (await command.OpenAsync(cancellation))
            return (command, false);
        connection.Break();
        return (SshFaults.Unreachable(call.Host, "it opened no channel"), !isFresh);
    }
}
