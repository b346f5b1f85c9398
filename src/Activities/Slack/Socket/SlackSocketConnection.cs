using System.Net.WebSockets;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using OlUpgrade.Slack.Client;

namespace OlUpgrade.Slack.Socket;

/// <summary>
/// One life of the socket: from connecting to its end. Reading and hearing go on side by side, so that a slow listener
/// does not make the socket look dead; at most <see cref="Waiting"/> envelopes wait between the two.
/// </summary>
internal sealed class SlackSocketConnection(SlackOptions options, TimeProvider time, ILogger log) : IDisposable
{
    private const int Waiting = 256;

    private readonly ClientWebSocket _socket = new();
    private readonly Channel<SlackEnvelope> _envelopes = Channel.CreateBounded<SlackEnvelope>(Waiting);

    /// <summary>Returns when Slack asks for a new connection or closes this one; throws when it breaks.</summary>
    public async Task RunAsync(Uri address, SlackDispatcher hearing, CancellationToken cancellation)
    {
        _socket.Options.KeepAliveInterval = options.SocketPing;
        _socket.Options.KeepAliveTimeout = options.SocketPing;
        using var patience = new CancellationTokenSource(options.SocketPatience, time);
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        await _socket.ConnectAsync(address, reading.Token);
        var heard = ReceiveAsync(hearing, cancellation);
        try
        {
            await ReadAsync(patience, reading.Token);
        }
        finally
        {
            _envelopes.Writer.Complete();
            await heard;
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task ReadAsync(CancellationTokenSource patience, CancellationToken cancellation)
    {
        var messages = new SlackSocketMessages(_socket);
        while (await messages.NextAsync(cancellation) is { } message)
        {
            if (SlackEnvelope.Parse(message) is not { } envelope)
            {
                log.LogWarning("Slack sent something unreadable of {Length} bytes; ignored.", message.Length);
                continue;
            }

            if (envelope.Type == "disconnect")
                return;
            if (envelope.Type == "hello")
                patience.CancelAfter(Timeout.InfiniteTimeSpan);
            await _envelopes.Writer.WriteAsync(envelope, cancellation);
        }
    }

    private async Task ReceiveAsync(SlackDispatcher hearing, CancellationToken cancellation)
    {
        await foreach (var envelope in _envelopes.Reader.ReadAllAsync(cancellation))
        {
            if (await hearing.DispatchAsync(envelope, cancellation) is { } ack)
                await AcknowledgeAsync(ack, cancellation);
        }
    }

    // An acknowledgement that is lost does no harm: Slack sends the envelope again, and it is known by then.
    private async Task AcknowledgeAsync(byte[] ack, CancellationToken cancellation)
    {
        try
        {
            if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await _socket.SendAsync(ack, WebSocketMessageType.Text, endOfMessage: true, cancellation);
        }
        catch (Exception fault) when (fault is WebSocketException or IOException or ObjectDisposedException)
        {
            log.LogWarning("An acknowledgement could not be sent to Slack; the socket is gone.");
        }
    }
}
