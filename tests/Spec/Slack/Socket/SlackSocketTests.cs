using System.Collections.Concurrent;
using System.Net.WebSockets;
using OlUpgrade.Slack.Socket;

namespace OlUpgrade.Spec.Slack.Socket;

public sealed class SlackSocketTests : IAsyncDisposable
{
    private readonly SocketScene _slack = new();
    private readonly ConcurrentQueue<string?> _acks = new();

    public ValueTask DisposeAsync() => _slack.DisposeAsync();

    [Fact]
    public async Task A_socket_is_opened_with_the_app_token_and_hello_is_told()
    {
        await _slack.Then(Sends(SocketScene.Hello, Command("e1"))).PlayAsync();

        Assert.Equal("Bearer xapp-secret application/x-www-form-urlencoded", _slack.Opened.First());
        Assert.IsType<SlackSignal.Connected>(_slack.Heard.First());
    }

    [Fact]
    public async Task A_command_is_answered_with_what_the_listener_said()
    {
        _slack.Listener = signal => signal is SlackSignal.SlashCommand command ? $"heard {command.Text}" : null;

        await _slack.Then(Sends(SocketScene.Hello, Command("e1"))).PlayAsync();

        Assert.Equal(
            new SlackSignal.SlashCommand("e1", "/upgrade", "start security-patches", "U1", "C1", "T1", "9.8"),
            _slack.Heard.Last()
        );
        Assert.Equal(
            """{"envelope_id":"e1","payload":{"response_type":"ephemeral","text":"heard start security-patches"}}""",
            _acks.Single()
        );
    }

    [Theory]
    [InlineData("reaction_added")]
    [InlineData("reaction_removed")]
    public async Task A_reaction_is_told_and_acknowledged_without_a_text(string type)
    {
        _slack.Listener = _ => "not for events";

        await _slack.Then(Sends(SocketScene.Hello, Reaction("e1", "Ev1", type))).PlayAsync();

        Assert.Equal(
            type == "reaction_added"
                ? new SlackSignal.ReactionAdded("U2", "+1::skin-tone-3", "C1", "100.1", "Ev1", "T1")
                : new SlackSignal.ReactionRemoved("U2", "+1::skin-tone-3", "C1", "100.1", "Ev1", "T1"),
            _slack.Heard.Last()
        );
        Assert.Equal("""{"envelope_id":"e1"}""", _acks.Single());
    }

    [Fact]
    public async Task Nothing_is_acknowledged_before_the_listener_took_it_in()
    {
        using var taken = new ManualResetEventSlim();
        _slack.Listener = signal =>
        {
            if (signal is not SlackSignal.Connected)
                taken.Set();
            return null;
        };
        var early = false;

        await _slack
            .Then(async talk =>
            {
                await talk.SayAsync(SocketScene.Hello);
                await talk.SayAsync(Reaction("e1", "Ev1"));
                _acks.Enqueue(await talk.HearAsync());
                early = !taken.IsSet;
            })
            .PlayAsync();

        Assert.False(early);
        Assert.Single(_acks);
    }

    [Fact]
    public async Task An_event_whose_listener_fails_is_not_acknowledged_and_heard_when_it_comes_again()
    {
        var failed = false;
        _slack.Listener = signal =>
            signal is SlackSignal.ReactionAdded && !failed
                ? throw new InvalidOperationException($"{failed = true}")
                : null;

        await _slack
            .Then(Sends(SocketScene.Hello, Reaction("e1", "Ev1"), Reaction("e2", "Ev2")))
            .Then(Sends(SocketScene.Hello, Reaction("e3", "Ev1")))
            .PlayAsync();

        Assert.Equal(["""{"envelope_id":"e2"}""", """{"envelope_id":"e3"}"""], _acks);
        Assert.Equal(
            ["Ev1", "Ev2", "Ev1"],
            _slack.Heard.OfType<SlackSignal.ReactionAdded>().Select(signal => signal.EventId)
        );
    }

    [Fact]
    public async Task A_command_whose_listener_fails_is_answered_with_regret()
    {
        _slack.Listener = signal => signal is SlackSignal.SlashCommand ? throw new TimeoutException() : null;

        await _slack.Then(Sends(SocketScene.Hello, Command("e1"))).PlayAsync();

        Assert.Contains("was not carried out because of an internal error", _acks.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_heard_is_acknowledged_again_and_not_told_again()
    {
        _slack.Listener = signal => signal is SlackSignal.SlashCommand ? "run 7" : null;

        await _slack
            .Then(
                Sends(4, SocketScene.Hello, Command("e1"), Command("e1"), Reaction("e2", "Ev1"), Reaction("e3", "Ev1"))
            )
            .Then(Sends(SocketScene.Hello, Reaction("e4", "Ev1")))
            .PlayAsync();

        Assert.Equal(2, _slack.Heard.Count(signal => signal is not SlackSignal.Connected));
        Assert.Equal(["e1", "e1", "e2", "e3", "e4"], _acks.Select(ack => ack!.Split('"')[3]));
        Assert.Equal(2, _acks.Count(ack => ack!.Contains("run 7", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_disconnect_is_followed_by_a_new_connection()
    {
        await _slack
            .Then(async talk =>
            {
                await Sends(0, SocketScene.Hello, SocketScene.Disconnect)(talk);
                Assert.Null(await talk.HearAsync());
            })
            .Then(Sends(SocketScene.Hello, Command("e1")))
            .PlayAsync();

        Assert.Equal(2, _slack.Opened.Count);
        Assert.Equal(2, _slack.Heard.OfType<SlackSignal.Connected>().Count());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_socket_that_ends_is_opened_again(bool breaks)
    {
        await _slack
            .Then(async talk =>
            {
                await talk.SayAsync(SocketScene.Hello);
                if (breaks)
                    talk.Break();
                else
                    await talk.CloseAsync();
            })
            .Then(Sends(SocketScene.Hello, Command("e1")))
            .PlayAsync();

        Assert.Single(_acks);
    }

    [Fact]
    public async Task A_silent_socket_is_noticed_and_opened_again()
    {
        var second = new TaskCompletionSource();
        _slack.Ping = TimeSpan.FromMilliseconds(100);

        await _slack
            .Then(async talk =>
            {
                await talk.SayAsync(SocketScene.Hello);
                // A peer that does not read does not answer pings either.
                await second.Task;
            })
            .Then(async talk =>
            {
                second.SetResult();
                await Sends(SocketScene.Hello, Command("e1"))(talk);
            })
            .PlayAsync();

        Assert.Equal(2, _slack.Opened.Count);
    }

    [Theory]
    [InlineData("""{"ok":false,"error":"internal_error"}""")]
    [InlineData("""{"ok":true,"url":"http://slack.test/"}""")]
    [InlineData("""{"ok":true,"url":"nowhere"}""")]
    [InlineData("<html>")]
    public async Task An_opening_that_fails_is_tried_again(string answer)
    {
        _slack.OpenAnswers.Enqueue(answer);

        await _slack.Then(Sends(SocketScene.Hello, Command("e1"))).PlayAsync();

        Assert.Equal(2, _slack.Opened.Count);
    }

    [Fact]
    public async Task Garbage_is_ignored_and_unknown_envelopes_are_acknowledged()
    {
        await _slack
            .Then(
                Sends(
                    5,
                    SocketScene.Hello,
                    "{not json",
                    "[]",
                    "\"text\"",
                    """{"envelope_id":"e0"}""",
                    new string('x', 2 * 1024 * 1024),
                    """{"type":"interactive","envelope_id":"e1","payload":{"type":"block_actions"}}""",
                    """
                    {"type":"events_api","envelope_id":"e2","payload":{"event_id":"Ev2","event":{"type":"message"}}}
                    """,
                    """{"type":"events_api","envelope_id":"e3","payload":"surprise"}""",
                    """{"type":"slash_commands","envelope_id":"e4","payload":{}}""",
                    Command("e5")
                )
            )
            .PlayAsync();

        Assert.Equal(["e1", "e2", "e3", "e4", "e5"], _acks.Select(ack => ack!.Split('"')[3]));
        Assert.Single(_slack.Heard, signal => signal is not SlackSignal.Connected);
    }

    [Fact]
    public async Task Binary_garbage_does_not_end_the_socket()
    {
        await _slack
            .Then(async talk =>
            {
                await talk.SayAsync([0xff, 0x00, 0xfe], WebSocketMessageType.Binary);
                await Sends(SocketScene.Hello, Command("e1"))(talk);
            })
            .PlayAsync();

        Assert.Single(_slack.Opened);
    }

    [Fact]
    public void The_pause_between_tries_rises_and_has_a_limit() =>
        Assert.Equal(
            [0.0, 0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0],
            Enumerable.Range(0, 10).Select(failures => SlackSocket.PauseAfter(failures).TotalSeconds)
        );

    /// <summary>Sends everything, then receives the expected number of acknowledgements, by default one.</summary>
    private Func<SocketTalk, Task> Sends(params string[] messages) => Sends(expect: 1, messages);

    private Func<SocketTalk, Task> Sends(int expect, params string[] messages) =>
        async talk =>
        {
            foreach (var message in messages)
                await talk.SayAsync(message);
            for (var heard = 0; heard < expect; heard++)
                _acks.Enqueue(await talk.HearAsync());
        };

    private static string Command(string envelope) =>
        $$"""
            {"type":"slash_commands","envelope_id":"{{envelope}}","accepts_response_payload":true,"payload":{"token":"t",
             "team_id":"T1","team_domain":"ol","channel_id":"C1","channel_name":"openlibrary",
             "user_id":"U1","user_name":"drini",
             "command":"/upgrade","text":"start security-patches","api_app_id":"A1","trigger_id":"9.8"} }
            """;

    private static string Reaction(string envelope, string id, string type = "reaction_added") =>
        $$"""
            {"type":"events_api","envelope_id":"{{envelope}}","accepts_response_payload":false,"retry_attempt":0,"payload":{
             "team_id":"T1","type":"event_callback","event_id":"{{id}}","event_time":1,
             "event":{"type":"{{type}}","user":"U2","reaction":"+1::skin-tone-3",
              "item":{"type":"message","channel":"C1","ts":"100.1"},"item_user":"UBOT","event_ts":"1.2"} } }
            """;
}
