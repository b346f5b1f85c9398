using System.Text.Json.Nodes;
using OlUpgrade.Sandbox.Emulation;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>Messages that wait for their time, and are posted then whatever became of the app.</summary>
internal sealed class SlackQueue(SlackWorkspace workspace, TimeProvider clock)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(120);
    private static readonly TimeSpan TooLate = TimeSpan.FromSeconds(60);

    private readonly List<Waiting> _waiting = [];
    private int _named;

    public JsonArray ToJson() => JsonText.Array(_waiting.Select(one => (JsonNode?)one.ToJson()));

    /// <summary><c>chat.scheduleMessage</c>.</summary>
    public JsonObject Schedule(SlackCall call)
    {
        if (call.FindChannel(out var channel) is { } refusal)
            return refusal;
        if (!long.TryParse(call.Text("post_at"), out var seconds))
            return SlackAnswer.Refuse("invalid_time");
        var (now, at) = (clock.GetUtcNow(), DateTimeOffset.FromUnixTimeSeconds(seconds));
        if (at <= now)
            return SlackAnswer.Refuse("time_in_past");
        if (at - now > Longest)
            return SlackAnswer.Refuse("time_too_far");
        if (MessageDraft.Read(call.Arguments, MessageDraft.PostLimit, null, out var content) is { } bad)
            return bad;
        var waiting = new Waiting($"Q{++_named:D6}", channel, content, at, now);
        waiting.SetAlarm(clock, at - now, Post);
        _waiting.Add(waiting);
        workspace.Touch();
        return SlackAnswer.Ok(new JsonObject
        {
            ["channel"] = channel.Id,
            ["scheduled_message_id"] = waiting.Id,
            ["post_at"] = seconds,
            ["message"] = new JsonObject { ["text"] = content.Text, ["bot_id"] = SlackWorkspace.BotId, ["type"] = "delayed_message" },
        });
    }

    /// <summary><c>chat.deleteScheduledMessage</c>.</summary>
    public JsonObject Delete(SlackCall call)
    {
        if (call.FindChannel(out var channel) is { } refusal)
            return refusal;
        var waiting = _waiting.Find(one => one.Id == call.Text("scheduled_message_id") && one.Channel == channel);
        if (waiting is null || waiting.At - clock.GetUtcNow() < TooLate)
            return SlackAnswer.Refuse("invalid_scheduled_message_id");
        waiting.Dispose();
        _waiting.Remove(waiting);
        workspace.Touch();
        return SlackAnswer.Ok();
    }

    /// <summary><c>chat.scheduledMessages.list</c>.</summary>
    public JsonObject List(SlackCall call)
    {
        var wanted = call.Text("channel");
        var found = _waiting.Where(one => wanted is null || one.Channel.Id == wanted).OrderBy(one => one.At);
        return SlackAnswer.Ok(new JsonObject
        {
            ["scheduled_messages"] = JsonText.Array(found.Select(one => (JsonNode?)one.ToJson())),
            ["response_metadata"] = new JsonObject { ["next_cursor"] = "" },
        });
    }

    private void Post(Waiting waiting)
    {
        lock (workspace.Gate)
        {
            if (!_waiting.Remove(waiting))
                return;
            waiting.Dispose();
            workspace.Add(waiting.Channel, SlackWorkspace.BotUserId, waiting.Content, thread: null, broadcast: false);
        }
    }

    private sealed class Waiting(string id, SlackChannel channel, SlackContent content, DateTimeOffset at, DateTimeOffset made) : IDisposable
    {
        private ITimer? _alarm;

        public string Id { get; } = id;

        public SlackChannel Channel { get; } = channel;

        public SlackContent Content { get; } = content;

        public DateTimeOffset At { get; } = at;

        public void SetAlarm(TimeProvider clock, TimeSpan delay, Action<Waiting> ring) =>
            _alarm = clock.CreateTimer(_ => ring(this), null, delay, Timeout.InfiniteTimeSpan);

        public JsonObject ToJson() => new()
        {
            ["id"] = Id,
            ["channel_id"] = Channel.Id,
            ["post_at"] = At.ToUnixTimeSeconds(),
            ["date_created"] = made.ToUnixTimeSeconds(),
            ["text"] = Content.Text,
        };

        public void Dispose() => _alarm?.Dispose();
    }
}
