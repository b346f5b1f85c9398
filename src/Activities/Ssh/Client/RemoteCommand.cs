using OlUpgrade.Ssh.Ledger;
using Renci.SshNet;

namespace OlUpgrade.Ssh.Client;

/// <summary>
/// One call on a connection, within the call's limit. Opening the channel changes nothing on the host; the frame makes
/// the host act and is sent once. Both outputs are drained into their sinks as they arrive, because the library buffers
/// without a limit.
/// </summary>
internal sealed class RemoteCommand(SshConnection connection, SshCall call, TimeProvider time) : IDisposable
{
    private readonly Lock _sinks = new();
    private readonly CancellationTokenSource _limit = new(Timeout.InfiniteTimeSpan, time);

    private SshCommand? _command;
    private Task _ended = Task.CompletedTask;
    private bool _hasSlot;
    private bool _isAbandoned;

    /// <summary>
    /// Waits for a slot on the connection, then opens the channel. False if the connection is dead: then nothing was
    /// sent, and this command is disposed.
    /// </summary>
    public async Task<bool> OpenAsync(CancellationToken cancellation)
    {
        var isOpen = false;
        try
        {
            await connection.Slots.WaitAsync(cancellation);
            _hasSlot = true;
            _limit.CancelAfter(call.Limit);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(_limit.Token, cancellation);
            await OpenChannelAsync().WaitAsync(stop.Token);
            isOpen = true;
        }
        catch (Exception e) when (e is OperationCanceledException || SshFaults.IsOutside(e))
        {
            Abandon();
            cancellation.ThrowIfCancellationRequested();
        }
        finally
        {
            if (!isOpen)
                Dispose();
        }

        return isOpen;
    }

    /// <summary>Sends the frame and waits until the command has ended. From here on the host may act.</summary>
    public async Task<SshCallEnd> RunAsync(CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_limit.Token, cancellation);
        try
        {
            await CarryAsync(_command!).WaitAsync(stop.Token);
            return new(null, _command!.ExitStatus);
        }
        catch (OperationCanceledException)
        {
            Abandon();
            cancellation.ThrowIfCancellationRequested();
            connection.Break();
            return new(Expired(), null);
        }
        catch (Exception e) when (SshFaults.IsOutside(e))
        {
            Abandon();
            return new(SshFaults.Lost(call.Host, e.Message), null);
        }
    }

    public void Dispose()
    {
        if (_hasSlot)
            connection.Slots.Release();
        _hasSlot = false;
        _limit.Dispose();
    }

    private async Task OpenChannelAsync()
    {
        var command = connection.Client.CreateCommand(call.Call.Command);
        _command = command;
        // Opening a channel blocks the thread until the host answers.
        _ended = await Task.Factory.StartNew(
            () => command.ExecuteAsync(),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
    }

    private Task CarryAsync(SshCommand command) =>
        Task.WhenAll(
            _ended,
            OnOwnThreadAsync(() => SendFrame(command)),
            OnOwnThreadAsync(() => Drain(command.OutputStream, call.Output)),
            OnOwnThreadAsync(() => Drain(command.ExtendedOutputStream, call.Error))
        );

    /// <summary>Stops passing on output and closes the channel, without waiting for a dead peer.</summary>
    private void Abandon()
    {
        lock (_sinks)
            _isAbandoned = true;
        if (_command is { } command)
            _ = OnOwnThreadAsync(command.Dispose);
    }

    private static Task OnOwnThreadAsync(Action work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void SendFrame(SshCommand command)
    {
        try
        {
            using var input = command.CreateInputStream();
            input.Write(call.Call.Frame);
        }
        catch (Exception e) when (SshFaults.IsOutside(e))
        {
            // The command ended before it had read everything; its end says why.
        }
    }

    private void Drain(Stream stream, ByteSink sink)
    {
        var buffer = new byte[32 * 1024];
        for (var count = stream.Read(buffer); count > 0; count = stream.Read(buffer))
        {
            lock (_sinks)
            {
                if (_isAbandoned)
                    continue;
                if (call.LimitIsSilence)
                    _limit.CancelAfter(call.Limit);
                sink(buffer.AsSpan(0, count));
            }
        }
    }

    private ShellFault Expired() =>
        call.LimitIsSilence
            ? SshFaults.Lost(call.Host, $"it gave no sign of life for {call.Limit.TotalSeconds:0.#} s")
            : SshFaults.TimedOut(call.Host, call.Limit);
}
