using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using OlUpgrade.Sandbox.Emulation;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>The WebSocket endpoint /link/, which passes text between a socket and <see cref="SocketMode"/>.</summary>
internal sealed class SocketLink(SocketMode sockets)
{
    private const int MaxWaiting = 1_000;
    private const int MaxMessageLength = 1_000_000;
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(5);

    public void Map(WebApplication application)
    {
        application.UseWebSockets(
            new WebSocketOptions { KeepAliveInterval = PingEvery, KeepAliveTimeout = 6 * PingEvery }
        );
        application.Map("/link", link => link.Run(ServeAsync));
    }

    private async Task ServeAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        var outgoing = Channel.CreateBounded<string>(MaxWaiting);
        var open = new OpenSocket(
            text => outgoing.Writer.TryWrite(text),
            () => outgoing.Writer.TryComplete(),
            context.Abort
        );
        if (!sockets.Connect(context.Request.Query["ticket"], open))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        await RunAsync(context, open, outgoing);
    }

    private async Task RunAsync(HttpContext context, OpenSocket open, Channel<string> outgoing)
    {
        var stopping = context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        await using var abortOnStop = stopping.Register(context.Abort);
        try
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            var sending = SendAsync(socket, outgoing.Reader, context.RequestAborted);
            await ReceiveAsync(socket, context.RequestAborted);
            outgoing.Writer.TryComplete();
            await sending;
        }
        catch (Exception broken) when (broken is WebSocketException or OperationCanceledException or IOException)
        {
            context.Abort();
        }
        finally
        {
            sockets.Leave(open);
            outgoing.Writer.TryComplete();
        }
    }

    private static async Task SendAsync(
        WebSocket socket,
        ChannelReader<string> outgoing,
        CancellationToken cancellation
    )
    {
        await foreach (var text in outgoing.ReadAllAsync(cancellation))
            await socket.SendAsync(
                Encoding.UTF8.GetBytes(text),
                WebSocketMessageType.Text,
                endOfMessage: true,
                cancellation
            );
        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellation);
    }

    private async Task ReceiveAsync(WebSocket socket, CancellationToken cancellation)
    {
        var buffer = new byte[64 * 1024];
        using var message = new MemoryStream();
        while (
            await socket.ReceiveAsync(buffer.AsMemory(), cancellation)
                is { MessageType: not WebSocketMessageType.Close } part
        )
        {
            message.Write(buffer, 0, part.Count);
            if (message.Length > MaxMessageLength || (part.EndOfMessage && !Acknowledge(message)))
            {
                await socket.CloseOutputAsync(
                    WebSocketCloseStatus.PolicyViolation,
                    "send {\"envelope_id\":…,\"payload\":…}",
                    cancellation
                );
                return;
            }
            if (part.EndOfMessage)
                message.SetLength(0);
        }
    }

    /// <summary>Passes on an acknowledgement; false if the text is anything else.</summary>
    private bool Acknowledge(MemoryStream message)
    {
        if (
            JsonText.Object(Encoding.UTF8.GetString(message.ToArray())) is not { } answer
            || JsonText.String(answer["envelope_id"]) is not { } id
            || answer.Any(pair => pair.Key is not ("envelope_id" or "payload"))
        )
            return false;

        sockets.Acknowledge(id, answer["payload"] as JsonObject);
        return true;
    }
}
