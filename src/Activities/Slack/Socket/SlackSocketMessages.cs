using System.Net.WebSockets;

namespace OlUpgrade.Slack.Socket;

/// <summary>
/// The whole messages of a socket, put together from their frames. One that is longer than <see cref="MaxLength"/> is
/// read to its end and handed on cut, so that it is unreadable and does no harm.
/// </summary>
internal sealed class SlackSocketMessages(WebSocket socket)
{
    public const int MaxLength = 1024 * 1024;

    private readonly byte[] _frame = new byte[16 * 1024];

    /// <summary>Null at the end.</summary>
    public async Task<byte[]?> NextAsync(CancellationToken cancellation)
    {
        using var message = new MemoryStream();
        while (true)
        {
            var part = await socket.ReceiveAsync(_frame.AsMemory(), cancellation);
            if (part.MessageType == WebSocketMessageType.Close)
                return null;
            var room = (int)Math.Min(part.Count, MaxLength - message.Length);
            message.Write(_frame, 0, room);
            if (part.EndOfMessage)
                return message.ToArray();
        }
    }
}
