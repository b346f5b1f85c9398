using System.Net.WebSockets;

namespace OlUpgrade.Slack.Socket;

/// <summary>
/// The messages of a socket, assembled from their frames. A message longer than <see cref="MaxLength"/> is read to its
/// end and passed on cut, so that it is unreadable and does no harm.
/// </summary>
internal sealed class SlackSocketMessages(WebSocket socket)
{
    /// <summary>In bytes.</summary>
    public const int MaxLength = 1024 * 1024;

    private readonly byte[] _frame = new byte[16 * 1024];

    /// <summary>The next message; null when the socket is closed.</summary>
    public async Task<byte[]?> NextAsync(CancellationToken cancellation)
    {
        using var message = new MemoryStream();
        while (true)
        {
            var part = await socket.ReceiveAsync(_frame.AsMemory(), cancellation);
            if (part.MessageType == WebSocketMessageType.Close)
                return null;
            var kept = (int)Math.Min(part.Count, MaxLength - message.Length);
            message.Write(_frame, 0, kept);
            if (part.EndOfMessage)
                return message.ToArray();
        }
    }
}
