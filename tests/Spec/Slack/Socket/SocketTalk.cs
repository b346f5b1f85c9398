using System.Net.WebSockets;
using System.Text;

namespace OlUpgrade.Spec.Slack.Socket;

/// <summary>Slack's side of one socket: what it sends and what it receives.</summary>
internal sealed class SocketTalk(WebSocket socket, CancellationToken cancellation)
{
    public Task SayAsync(string text) => SayAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text);

    public Task SayAsync(byte[] bytes, WebSocketMessageType type) => socket.SendAsync(bytes, type, true, cancellation);

    /// <summary>The next message from the client; null when it has disconnected.</summary>
    public async Task<string?> HearAsync()
    {
        var buffer = new byte[64 * 1024];
        try
        {
            var part = await socket.ReceiveAsync(buffer, cancellation);
            return part.MessageType == WebSocketMessageType.Close
                ? null
                : Encoding.UTF8.GetString(buffer, 0, part.Count);
        }
        // How a socket that the client has dropped ends depends on who notices first.
        catch (Exception end)
            when (end is WebSocketException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    public void Break() => socket.Abort();

    public Task CloseAsync() => socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "bye", cancellation);
}
