using OlUpgrade.Ssh.Ledger;
using Renci.SshNet;

namespace OlUpgrade.Ssh.Client;

/// <summary>
/// One call on a connection, within the call's limit. Opening the channel changes nothing on the host, nor does the
/// script alone; the frame makes the host act, and is sent once, after the script has begun. Both outputs are read as
/// they arrive, because the library buffers without a limit.
/// </summary>
internal sealed class RemoteCommand(SshConnection connection, SshCall call, TimeProvider time) : IDisposable
{
    private readonly Lock _reading = new();
    private readonly CancellationTokenSource _limit = new(Timeout.InfiniteTimeSpan, time);

    private SshCommand? _command;
    private Task _ended = Task.CompletedTask;
    private bool _hasSlot;
    private bool _isAbandoned;
    private bool _isFrameSent;

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

    /// <summary>
    /// Sends the script and, once it has begun, the frame; waits until the command has ended. The host may act as soon
    /// as the first byte of the frame is sent.
    /// </summary>
    public async Task<SshCallEnd> RunAsync(CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_limit.Token, cancellation);
        try
        {
            await CarryAsync(_command!, stop.Token).WaitAsync(stop.Token);
            return new(null, _command!.ExitStatus, _isFrameSent);
        }
        catch (OperationCanceledException)
        {
            Abandon();
            cancellation.ThrowIfCancellationRequested();
            connection.Break();
            return new(Expired(), null, _isFrameSent);
        }
        catch (Exception e) when (SshFaults.IsOutside(e))
        {
            Abandon();
            return new(SshFaults.Lost(call.Host, e.Message), null, _isFrameSent);
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

    private Task CarryAsync(SshCommand command, CancellationToken stop) =>
        Task.WhenAll(
            _ended,
            SendAsync(command, stop),
            OnOwnThreadAsync(() => Drain(command.OutputStream, call.Exchange.AddOutput)),
            OnOwnThreadAsync(() => Drain(command.ExtendedOutputStream, call.Exchange.AddError))
        );

    /// <summary>Stops passing on output and closes the channel, without waiting for a dead peer.</summary>
    private void Abandon()
    {
        lock (_reading)
            _isAbandoned = true;
        if (_command is { } command)
            _ = OnOwnThreadAsync(command.Dispose);
    }

    private static Task OnOwnThreadAsync(Action work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private async Task SendAsync(SshCommand command, CancellationToken stop)
    {
        try
        {
            var input = command.CreateInputStream();
            await OnOwnThreadAsync(() => input.Write(call.Call.Opening));
            await Task.WhenAny(call.Exchange.Begun, _ended).WaitAsync(stop);
            _isFrameSent = call.Exchange.Begun.IsCompleted;
            await OnOwnThreadAsync(() => SendRest(input, _isFrameSent ? call.Call.Frame : []));
        }
        catch (Exception e) when (SshFaults.IsOutside(e))
        {
            // The command ended before it had read everything; its end says why.
        }
    }

    private static void SendRest(Stream input, byte[] frame)
    {
        using (input)
            input.Write(frame);
    }

    private void Drain(Stream stream, ByteSink sink)
    {
        var buffer = new byte[32 * 1024];
        for (var count = stream.Read(buffer); count > 0; count = stream.Read(buffer))
        {
            lock (_reading)
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
