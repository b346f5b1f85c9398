using System.Net.WebSockets;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Sandbox.Slack;

/// <summary>Sockets that are disconnected, fall silent, or are too many.</summary>
public sealed class SocketConnectionTests : SocketTest
{
    [Theory]
    [InlineData("refresh_requested")]
    [InlineData("link_disabled")]
    public async Task A_disconnected_socket_is_closed(string reason)
    {
        await using var socket = await ConnectAsync();

        await PostTo(Servers.SlackPage, "_sandbox/sockets", $$"""{"action":"{{reason}}"}""");

        Assert.Equal(reason, (string?)(await socket.NextAsync("disconnect"))["reason"]);
        Assert.Null(await socket.ReadAsync());
    }

    [Fact]
    public async Task A_warned_socket_stays_open()
    {
        await using var socket = await ConnectAsync();
        await PostTo(Servers.SlackPage, "_sandbox/sockets", """{"action":"warning"}""");
        Assert.Equal("warning", (string?)(await socket.NextAsync("disconnect"))["reason"]);

        Workspace.TypeCommand("U0MEK", Channel, "/upgrade help");

        await socket.NextAsync("slash_commands");
    }

    [Fact]
    public async Task A_muted_socket_stays_open_and_carries_nothing()
    {
        await using var silent = await ConnectAsync();
        Workspace.Sockets.Mute();
        Workspace.TypeCommand("U0MEK", Channel, "/upgrade help");

        Clock.Advance(AcknowledgeWithin);

        Assert.Equal(1, Workspace.Sockets.Connections);
        Assert.Contains("operation_timeout", Assert.Single(Workspace.Ephemerals("U0MEK")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_socket_can_be_muted_or_broken_while_the_other_works()
    {
        await using var one = await ConnectAsync();
        await using var two = await ConnectAsync();
        await PostTo(Servers.SlackPage, "_sandbox/sockets", """{"action":"mute_one"}""");
        var ts = await Post("plan");
        Workspace.React("U0DRINI", Channel, ts, "+1");
        Workspace.React("U0JIM", Channel, ts, "+1");

        var heard = await two.NextAsync("events_api");

        Assert.Equal("U0JIM", (string?)heard["payload"]!["event"]!["user"]);
        Assert.Equal(2, Workspace.Sockets.Connections);
        await PostTo(Servers.SlackPage, "_sandbox/sockets", """{"action":"drop_one"}""");
        await Assert.ThrowsAnyAsync<WebSocketException>(one.ReadAsync);
        await Eventually.True("one socket", () => Workspace.Sockets.Connections == 1);
        Workspace.TypeCommand("U0MEK", Channel, "/upgrade help");
        await two.NextAsync("slash_commands");
    }

    [Fact]
    public async Task The_last_envelope_can_be_repeated_over_the_other_socket_and_is_answered_once()
    {
        Assert.False(Workspace.Sockets.Repeat());
        await using var one = await ConnectAsync();
        await using var two = await ConnectAsync();
        Workspace.TypeCommand("U0MEK", Channel, "/upgrade help");
        var first = await one.NextAsync("slash_commands");
        await one.SendAsync(Ack(first, """{"text":"heard"}"""));
        await Eventually.True("one acknowledgement", () => Workspace.Sockets.Acknowledgements == 1);

        await PostTo(Servers.SlackPage, "_sandbox/sockets", """{"action":"repeat"}""");

        var again = await two.NextAsync("slash_commands");
        Assert.Equal(first.ToJsonString(), again.ToJsonString());
        await two.SendAsync(Ack(again, """{"text":"heard again"}"""));
        await Eventually.True("two of them", () => Workspace.Sockets.Acknowledgements == 2);
        Assert.Equal(["heard"], Workspace.Ephemerals("U0MEK"));
    }

    [Fact]
    public async Task An_eleventh_socket_is_refused()
    {
        List<SocketClient> sockets = [];
        for (var number = 1; number <= 10; number++)
            sockets.Add(await ConnectAsync());

        await using var eleventh = await ConnectRawAsync();

        Assert.Equal("too_many_websockets", (string?)(await eleventh.NextAsync("disconnect"))["reason"]);
        foreach (var socket in sockets)
            await socket.DisposeAsync();
    }

    [Fact]
    public async Task A_text_that_is_not_an_acknowledgement_closes_the_socket()
    {
        await using var socket = await ConnectAsync();

        await socket.SendAsync("""{"hello":"there"}""");

        Assert.Null(await socket.ReadAsync());
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, socket.CloseStatus);
    }
}
