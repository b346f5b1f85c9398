using OlUpgrade.Ssh.Ledger;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace OlUpgrade.Ssh.Client;

/// <summary>
/// One command on a connection: sends the frame, drains both outputs into their sinks as they come, ends with the
/// command. Nothing is kept unread, because the library buffers without a limit.
/// </summary>
internal sealed class RemoteCommand(SshClient client, LedgerCall call, ByteSink output, ByteSink error)
{
    private readonly Lock _sinks = new();

    private SshCommand? _command;

    private bool _isLeft;

    /// <summary>From here on the host may act.</summary>
    public bool IsSent { get; private set; }

    /// <summary>Null when the host never told how the command ended. Null is not 0.</summary>
    public int? ExitStatus => _command?.ExitStatus;

    public async Task RunAsync()
    {
        var command = client.CreateCommand(call.Command);
        _command = command;
        // Opening a channel blocks its thread until the host answers.
        var ended = await Task.Factory.StartNew(
            () => command.ExecuteAsync(),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        IsSent = true;
        await Task.WhenAll(
            ended,
            OnOwnThread(() => SendFrame(command)),
            OnOwnThread(() => Drain(command.OutputStream, output)),
            OnOwnThread(() => Drain(command.ExtendedOutputStream, error))
        );
    }

    /// <summary>Hands nothing on any more and lets go of the channel, without waiting for a dead peer.</summary>
    public void Leave()
    {
        lock (_sinks)
            _isLeft = true;
        if (_command is { } command)
            _ = OnOwnThread(command.Dispose);
    }

    private static Task OnOwnThread(Action work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void SendFrame(SshCommand command)
    {
        try
        {
            using var input = command.CreateInputStream();
            input.Write(call.Frame);
        }
        catch (Exception e) when (e is SshException or InvalidOperationException or IOException)
        {
            // The command ended before it had read everything; how it ended says why.
        }
    }

    private void Drain(Stream stream, ByteSink sink)
    {
        var buffer = new byte[32 * 1024];
        for (var count = stream.Read(buffer); count > 0; count = stream.Read(buffer))
        {
            lock (_sinks)
            {
                if (!_isLeft)
                    sink(buffer.AsSpan(0, count));
            }
        }
    }
}
