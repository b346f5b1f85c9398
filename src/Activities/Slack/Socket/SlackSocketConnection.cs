using System.Net.WebSockets;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using OlUpgrade.Slack.Client;

namespace OlUpgrade.Slack.Socket;

/// <summary>
/// One connection of the socket, from connecting to its end. Reading and dispatching run side by side, so a slow
/// listener does not make the socket look dead; at most <see cref="MaxWaiting"/> envelopes wait between the two.
/// </summary>
internal sealed class SlackSocketConnection(SlackOptions options, TimeProvider time, ILogger log) : IDisposable
{
    private const int MaxWaiting = 256;

    private readonly ClientWebSocket _socket = new();
    private readonly Channel<SlackEnvelope> _envelopes = Channel.CreateBounded<SlackEnvelope>(MaxWaiting);

    /// <summary>Returns when Slack asks for a new connection or closes this one; throws when it breaks.</summary>
    public async Task RunAsync(Uri address, SlackDispatcher dispatcher, CancellationToken cancellation)
    {
        _socket.Options.KeepAliveInterval = options.SocketPing;
        _socket.Options.KeepAliveTimeout = options.SocketPing;
        using var helloLimit = new CancellationTokenSource(options.SocketTimeout, time);
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(helloLimit.Token, cancellation);
        await _socket.ConnectAsync(address, reading.Token);
        var dispatching = DispatchAsync(dispatcher, cancellation);
        try
        {
            await ReadAsync(helloLimit, reading.Token);
        }
        finally
        {
            _envelopes.Writer.Complete();
            await dispatching;
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task ReadAsync(CancellationTokenSource helloLimit, CancellationToken cancellation)
    {
        var messages = new SlackSocketMessages(_socket);
        while (await messages.NextAsync(cancellation) is { } message)
        {
            if (SlackEnvelope.Parse(message) is not { } envelope)
            {
                log.LogWarning("Slack sent an unreadable message of {Length} bytes; ignored.", message.Length);
                continue;
            }

            if (envelope.Type == "disconnect")
                return;
            if (envelope.Type == "hello")
                helloLimit.CancelAfter(Timeout.InfiniteTimeSpan);
            await _envelopes.Writer.WriteAsync(envelope, cancellation);
        }
    }

    private async Task DispatchAsync(SlackDispatcher dispatcher, CancellationToken cancellation)
    {
        await foreach (var envelope in _envelopes.Reader.ReadAllAsync(cancellation))
        {
            if (await dispatcher.DispatchAsync(envelope, cancellation) is { } ack)
                await AcknowledgeAsync(ack, cancellation);
        }
    }

    // A lost acknowledgement does no harm: Slack resends the envelope, and the dispatcher knows it by then.
    private async Task AcknowledgeAsync(byte[] ack, CancellationToken cancellation)
    {
        try
        {
            if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await _socket.SendAsync(ack, WebSocketMessageType.Text, endOfMessage: true, cancellation);
        }
        catch (Exception fault) when (fault is WebSocketException or IOException or ObjectDisposedException)
        {
            log.LogWarning("An acknowledgement could not be sent: the socket to Slack is closed.");
        }
    }
}
