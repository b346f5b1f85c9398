using System.Globalization;
using System.Text.Json.Nodes;
using OlUpgrade.Sandbox.Emulation;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>The scheduled messages, which are posted at their time whether or not the app still runs.</summary>
internal sealed class SlackQueue(SlackWorkspace workspace, TimeProvider clock)
{
    private static readonly TimeSpan MaxDelay = TimeSpan.FromDays(120);
    private static readonly TimeSpan TooLate = TimeSpan.FromSeconds(60);

    private readonly List<SlackScheduled> _waiting = [];
    private int _lastId;

    public JsonArray ToJson() => JsonText.Array(_waiting.Select(one => (JsonNode?)one.ToJson()));

    /// <summary><c>chat.scheduleMessage</c>.</summary>
    public JsonObject Schedule(SlackCall call)
    {
        if (ChatCalls.FindTarget(call, out var channel) is { } refusal)
            return refusal;
        if (ReadTime(call, out var at) is { } badTime)
            return badTime;
        if (MessageDraft.Read(call.Arguments, MessageDraft.PostLimit, null, out var content) is { } badContent)
            return badContent;
        if (ChatCalls.CheckThread(call, channel) is { } badThread)
            return badThread;

        var thread = call.Text("thread_ts");
        var waiting = new SlackScheduled($"Q{++_lastId:D6}", channel, content, at, clock.GetUtcNow())
        {
            ThreadTs = thread,
            IsBroadcast = thread is not null && call.Arguments.Flag("reply_broadcast"),
        };
        _waiting.Add(waiting);
        waiting.SetAlarm(clock, Post);
        workspace.Touch();
        return SlackAnswer.Ok(waiting.ToAnswer());
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

    /// <summary><c>chat.scheduledMessages.list</c>, ordered by due time.</summary>
    public JsonObject List(SlackCall call)
    {
        var wanted = call.Text("channel");
        if (wanted is not null && call.Channel(wanted) is null)
            return SlackAnswer.Refuse("channel_not_found");
        if (SlackSpan.Read(call.Arguments, out var span) is { } badSpan)
            return badSpan;
        if (span.Oldest >= span.Latest)
            return SlackAnswer.Refuse("invalid_arguments", "oldest must be less than latest");

        var found = _waiting
            .Where(one => (wanted is null || one.Channel.Id == wanted) && span.Holds(one.Instant))
            .OrderBy(one => one.At)
            .ThenBy(one => one.Id, StringComparer.Ordinal)
            .ToList();
        if (SlackPaging.Cut(call.Arguments, found, one => one.Id, out var page, out var next) is { } refusal)
            return refusal;

        return SlackAnswer.Ok(
            new JsonObject
            {
                ["scheduled_messages"] = JsonText.Array(page.Select(one => (JsonNode?)one.ToJson())),
                ["response_metadata"] = new JsonObject { ["next_cursor"] = next },
            }
        );
    }

    private JsonObject? ReadTime(SlackCall call, out DateTimeOffset at)
    {
        at = default;
        if (!long.TryParse(call.Text("post_at"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return SlackAnswer.Refuse("invalid_time");
        var now = clock.GetUtcNow();
        if (seconds <= now.ToUnixTimeSeconds())
            return SlackAnswer.Refuse("time_in_past");
        if (seconds > (now + MaxDelay).ToUnixTimeSeconds())
            return SlackAnswer.Refuse("time_too_far");

        at = DateTimeOffset.FromUnixTimeSeconds(seconds);
        return null;
    }

    /// <summary>Posts a message that is due, unless the app may no longer post there.</summary>
    private void Post(SlackScheduled waiting)
    {
        lock (workspace.Gate)
        {
            if (!_waiting.Contains(waiting) || waiting.Snooze(clock.GetUtcNow()))
                return;
            _waiting.Remove(waiting);
            waiting.Dispose();
            workspace.Touch();
            if (waiting.Channel is { HasBot: true, IsArchived: false } channel)
                workspace.Add(
                    channel,
                    SlackWorkspace.BotUserId,
                    waiting.Content,
                    waiting.ThreadTs,
                    waiting.IsBroadcast
                );
        }
    }
}
