using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace OlUpgrade.Spec.Sandbox.Slack;

/// <summary>A bare WebSocket that reads and writes JSON texts; each read has a limit.</summary>
internal sealed class SocketClient : IAsyncDisposable
{
    private static readonly TimeSpan MaxRead = TimeSpan.FromMinutes(2);
    private readonly ClientWebSocket _socket = new();

    public WebSocketCloseStatus? CloseStatus => _socket.CloseStatus;

    public static async Task<SocketClient> ConnectAsync(string address)
    {
        var client = new SocketClient();
        using var deadline = new CancellationTokenSource(MaxRead);
        try
        {
            await client._socket.ConnectAsync(new Uri(address), deadline.Token);
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
        return client;
    }

    /// <summary>The next message; null when the socket was closed.</summary>
    public async Task<JsonObject?> ReadAsync()
    {
        using var deadline = new CancellationTokenSource(MaxRead);
        var buffer = new byte[64 * 1024];
        var part = await _socket.ReceiveAsync(buffer, deadline.Token);
        Assert.True(part.EndOfMessage);
        return part.MessageType is WebSocketMessageType.Close
            ? null
            : JsonNode.Parse(Encoding.UTF8.GetString(buffer, 0, part.Count))!.AsObject();
    }

    public async Task<JsonObject> NextAsync(string type)
    {
        var message = await ReadAsync();
        Assert.Equal(type, (string?)message?["type"]);
        return message!;
    }

    public Task SendAsync(string text) =>
        _socket.SendAsync(
            Encoding.UTF8.GetBytes(text),
            WebSocketMessageType.Text,
            endOfMessage: true,
            CancellationToken.None
        );

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
