using System.Text.Json.Nodes;
using OlUpgrade.Sandbox.Slack;

namespace OlUpgrade.Spec.Sandbox.Slack;

/// <summary>A test with sockets to the emulated Slack.</summary>
public abstract class SocketTest : SandboxTest
{
    /// <summary>How long Slack waits for an acknowledgement.</summary>
    protected static readonly TimeSpan AcknowledgeWithin = TimeSpan.FromSeconds(3);

    protected static string Ack(JsonObject envelope, string? payload = null) =>
        $$"""{"envelope_id":"{{envelope["envelope_id"]}}"{{(payload is null ? "" : ",\"payload\":" + payload)}}}""";

    protected async Task<string> TicketAsync() =>
        (string)(await Slack("apps.connections.open", token: SlackWorkspace.AppToken))["url"]!;

    private protected async Task<SocketClient> ConnectRawAsync() =>
        await SocketClient.ConnectAsync(await TicketAsync());

    private protected async Task<SocketClient> ConnectAsync()
    {
        var socket = await ConnectRawAsync();
        await socket.NextAsync("hello");
        return socket;
    }
}
