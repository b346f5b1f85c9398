using System.Text.Json.Nodes;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>A scheduled message.</summary>
internal sealed class SlackScheduled(
    string id,
    SlackChannel channel,
    SlackContent content,
    DateTimeOffset at,
    DateTimeOffset created
) : IDisposable
{
    // A timer is limited to 49 days, but a message may wait for 120.
    private static readonly TimeSpan MaxNap = TimeSpan.FromDays(30);

    private ITimer? _alarm;

    public string Id { get; } = id;

    public SlackChannel Channel { get; } = channel;

    public SlackContent Content { get; } = content;

    public DateTimeOffset At { get; } = at;

    /// <summary>The due time in microseconds since 1970.</summary>
    public long Instant { get; } = at.ToUnixTimeSeconds() * 1_000_000;

    public string? ThreadTs { get; init; }

    public bool IsBroadcast { get; init; }

    /// <summary>Calls <paramref name="ring"/> when the message is due, or earlier: ask <see cref="Snooze"/>.</summary>
    public void SetAlarm(TimeProvider clock, Action<SlackScheduled> ring) =>
        _alarm = clock.CreateTimer(_ => ring(this), null, Nap(clock.GetUtcNow()), Timeout.InfiniteTimeSpan);

    /// <summary>True if the message is not due yet; the timer is then set again.</summary>
    public bool Snooze(DateTimeOffset now) => now < At && _alarm!.Change(Nap(now), Timeout.InfiniteTimeSpan);

    public JsonObject ToJson() =>
        new()
        {
            ["id"] = Id,
            ["channel_id"] = Channel.Id,
            ["post_at"] = At.ToUnixTimeSeconds(),
            ["date_created"] = created.ToUnixTimeSeconds(),
            ["text"] = Content.Text,
        };

    /// <summary>The answer to the app when the message is scheduled.</summary>
    public JsonObject ToAnswer() =>
        new()
        {
            ["channel"] = Channel.Id,
            ["scheduled_message_id"] = Id,
            ["post_at"] = At.ToUnixTimeSeconds(),
            ["message"] = new JsonObject
            {
                ["text"] = Content.Text,
                ["bot_id"] = SlackWorkspace.BotId,
                ["type"] = "delayed_message",
            },
        };

    public void Dispose() => _alarm?.Dispose();

    private TimeSpan Nap(DateTimeOffset now) => At - now < MaxNap ? At - now : MaxNap;
}
