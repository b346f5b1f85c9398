using System.Net.WebSockets;
using OlUpgrade.Sandbox.Slack;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Sandbox.Slack;

public sealed class SocketModeTests : SocketTest
{
    [Fact]
    public async Task A_socket_is_greeted()
    {
        await using var socket = await ConnectRawAsync();

        var hello = await socket.NextAsync("hello");

        Assert.Equal(1, (int)hello["num_connections"]!);
        Assert.Equal("A0OLUPGRADE", (string?)hello["connection_info"]!["app_id"]);
        Assert.NotNull(hello["debug_info"]);
    }

    [Fact]
    public async Task A_ticket_works_once()
    {
        var address = await TicketAsync();
        await using var first = await SocketClient.ConnectAsync(address);

        await Assert.ThrowsAsync<WebSocketException>(() => SocketClient.ConnectAsync(address));
    }

    [Fact]
    public async Task A_command_arrives_with_its_real_fields_and_the_answer_is_shown_to_the_person()
    {
        await using var socket = await ConnectAsync();
        Workspace.TypeCommand("U0MEK", Channel, "/upgrade start security-patches");

        var envelope = await socket.NextAsync("slash_commands");

        Assert.True((bool)envelope["accepts_response_payload"]!);
        var payload = envelope["payload"]!;
        Assert.Equal(("/upgrade", "start security-patches"), ((string?)payload["command"], (string?)payload["text"]));
        Assert.Equal(("U0MEK", "mek"), ((string?)payload["user_id"], (string?)payload["user_name"]));
        Assert.Equal((Channel, "openlibrary"), ((string?)payload["channel_id"], (string?)payload["channel_name"]));
        foreach (var name in (string[])["token", "team_id", "team_domain", "api_app_id", "response_url", "trigger_id"])
            Assert.NotNull((string?)payload[name]);

        await socket.SendAsync(Ack(envelope, """{"text":"on it","response_type":"ephemeral"}"""));
        await Eventually.True("the answer", () => Workspace.Ephemerals("U0MEK") is ["on it"]);
        Clock.Advance(AcknowledgeWithin);
        Assert.Equal(["on it"], Workspace.Ephemerals("U0MEK"));
        Assert.Empty(Workspace.Ephemerals("U0DRINI"));
    }

    [Fact]
    public async Task A_command_that_is_not_acknowledged_in_three_seconds_times_out_and_is_not_sent_again()
    {
        await using var socket = await ConnectAsync();
        Workspace.TypeCommand("U0MEK", Channel, "/upgrade status");
        await socket.NextAsync("slash_commands");

        Clock.Advance(AcknowledgeWithin);

        Assert.Contains("operation_timeout", Assert.Single(Workspace.Ephemerals("U0MEK")), StringComparison.Ordinal);
        Workspace.Sockets.Disconnect("warning");
        await socket.NextAsync("disconnect");
    }

    [Fact]
    public void A_command_without_any_socket_fails_at_once()
    {
        Workspace.TypeCommand("U0MEK", Channel, "/upgrade status");

        Assert.Contains("dispatch_failed", Assert.Single(Workspace.Ephemerals("U0MEK")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reaction_arrives_once_when_it_is_acknowledged()
    {
        await using var socket = await ConnectAsync();
        var ts = await Post("plan");
        Workspace.React("U0DRINI", Channel, ts, "+1::skin-tone-4");

        var envelope = await socket.NextAsync("events_api");
        await socket.SendAsync(Ack(envelope));
        Workspace.Unreact("U0DRINI", Channel, ts, "+1::skin-tone-4");
        var removal = await socket.NextAsync("events_api");

        var happening = envelope["payload"]!["event"]!;
        Assert.Equal(
            ("reaction_added", "U0DRINI", "+1::skin-tone-4"),
            ((string?)happening["type"], (string?)happening["user"], (string?)happening["reaction"])
        );
        Assert.Equal((Channel, ts), ((string?)happening["item"]!["channel"], (string?)happening["item"]!["ts"]));
        Assert.Equal(0, (int)envelope["retry_attempt"]!);
        Assert.Equal("event_callback", (string?)envelope["payload"]!["type"]);
        Assert.Equal("reaction_removed", (string?)removal["payload"]!["event"]!["type"]);
        Assert.NotEqual((string?)envelope["payload"]!["event_id"], (string?)removal["payload"]!["event_id"]);
    }

    [Fact]
    public async Task An_event_that_is_not_acknowledged_is_sent_three_more_times()
    {
        await using var socket = await ConnectAsync();
        var ts = await Post("plan");
        Workspace.React("U0DRINI", Channel, ts, "+1");
        var first = await socket.NextAsync("events_api");

        foreach (var (pause, attempt) in (IEnumerable<(int, int)>)[(0, 1), (60, 2), (300, 3)])
        {
            Clock.Advance(AcknowledgeWithin);
            Clock.Advance(TimeSpan.FromSeconds(pause));
            var again = await socket.NextAsync("events_api");
            Assert.Equal((attempt, "timeout"), ((int)again["retry_attempt"]!, (string?)again["retry_reason"]));
            Assert.Equal((string?)first["payload"]!["event_id"], (string?)again["payload"]!["event_id"]);
            Assert.NotEqual((string?)first["envelope_id"], (string?)again["envelope_id"]);
        }
        Clock.Advance(TimeSpan.FromHours(1));
        Workspace.Sockets.Disconnect("warning");
        await socket.NextAsync("disconnect");
    }

    [Fact]
    public async Task An_event_is_sent_again_on_a_new_connection()
    {
        var ts = await Post("plan");
        await using (var lost = await ConnectAsync())
        {
            Workspace.React("U0DRINI", Channel, ts, "+1");
            await lost.NextAsync("events_api");
            Workspace.Sockets.Drop();
            await Assert.ThrowsAnyAsync<WebSocketException>(lost.ReadAsync);
        }
        await Eventually.True("no socket", () => Workspace.Sockets.Connections == 0);
        await using var next = await ConnectAsync();

        Clock.Advance(AcknowledgeWithin);

        Assert.Equal(1, (int)(await next.NextAsync("events_api"))["retry_attempt"]!);
    }

    [Fact]
    public async Task Several_sockets_share_the_envelopes()
    {
        await using var one = await ConnectAsync();
        await using var two = await ConnectAsync();
        var ts = await Post("plan");
        Workspace.React("U0DRINI", Channel, ts, "+1");
        Workspace.React("U0JIM", Channel, ts, "+1");
        Workspace.Sockets.Disconnect("warning");

        Assert.NotEqual(
            (string?)(await one.NextAsync("events_api"))["payload"]!["event"]!["user"],
            (string?)(await two.NextAsync("events_api"))["payload"]!["event"]!["user"]
        );
        await one.NextAsync("disconnect");
        await two.NextAsync("disconnect");
    }

    [Fact]
    public async Task A_mention_in_a_channel_of_the_app_is_delivered()
    {
        await using var socket = await ConnectAsync();
        var parent = await Post("plan");
        Workspace.Say("U0DRINI", Channel, "looks good to me", parent);
        var ts = Workspace.Say("U0DRINI", Channel, "@olupgrade retry <now>", parent);

        var envelope = await socket.NextAsync("events_api");

        var mention = envelope["payload"]!["event"]!;
        Assert.Equal(
            ("app_mention", "U0DRINI", Channel),
            ((string?)mention["type"], (string?)mention["user"], (string?)mention["channel"])
        );
        Assert.Equal(
            ("<@U0OLUPGRADE> retry &lt;now&gt;", ts, parent),
            ((string?)mention["text"], (string?)mention["ts"], (string?)mention["thread_ts"])
        );
        Workspace.Say("U0JIM", Channel, "@olupgrade help");
        var other = (await socket.NextAsync("events_api"))["payload"]!;
        Assert.Equal("U0JIM", (string?)other["event"]!["user"]);
        Assert.Null(other["event"]!["thread_ts"]);
        Assert.NotEqual((string?)envelope["payload"]!["event_id"], (string?)other["event_id"]);
    }

    [Fact]
    public async Task Mentions_elsewhere_or_without_the_scope_are_not_delivered()
    {
        await using var socket = await ConnectAsync();
        Workspace.Say("U0MEK", "C0RANDOM", "@olupgrade help");
        Workspace.Say("U0MEK", "C0STAFFONLY", "@olupgrade help");
        Workspace.Grant(SlackWorkspace.BotToken, "chat:write", "reactions:read");
        Workspace.Say("U0MEK", Channel, "@olupgrade help");

        Workspace.Sockets.Disconnect("warning");

        await socket.NextAsync("disconnect");
    }

    [Fact]
    public async Task Reactions_elsewhere_or_without_the_scope_are_not_delivered()
    {
        await using var socket = await ConnectAsync();
        var elsewhere = Workspace.Say("U0MEK", "C0RANDOM", "lunch?");
        Workspace.React("U0JIM", "C0RANDOM", elsewhere, "+1");
        var here = await Post("plan");
        Workspace.Grant(SlackWorkspace.BotToken, "chat:write");
        Workspace.React("U0JIM", Channel, here, "+1");

        Workspace.Sockets.Disconnect("warning");

        await socket.NextAsync("disconnect");
    }
}
