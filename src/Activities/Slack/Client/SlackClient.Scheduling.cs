using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OlUpgrade.Slack.Client;

public sealed partial class SlackClient
{
    /// <summary>
    /// Schedules a message in Slack, which posts it even if the service is down by then. Returns its ID.
    /// </summary>
    /// <param name="at">To the second; Slack accepts up to 120 days ahead.</param>
    public async Task<SlackReply<string>> ScheduleAsync(
        string channel,
        string text,
        DateTimeOffset at,
        CancellationToken cancellation
    )
    {
        var body = new JsonObject
        {
            ["channel"] = channel,
            ["text"] = text,
            ["post_at"] = at.ToUnixTimeSeconds(),
            ["unfurl_links"] = false,
            ["unfurl_media"] = false,
        };
        return Read(
            await _wire.WriteAsync("chat.scheduleMessage", body, cancellation),
            "chat.scheduleMessage",
            answer => answer.Text("scheduled_message_id")
        );
    }

    /// <summary>Cancels a scheduled message. False if Slack no longer has it, which is not a failure.</summary>
    public async Task<SlackReply<bool>> UnscheduleAsync(string channel, string id, CancellationToken cancellation)
    {
        var body = new JsonObject { ["channel"] = channel, ["scheduled_message_id"] = id };
        var reply = await _wire.WriteAsync("chat.deleteScheduledMessage", body, cancellation);
        return reply is { IsGood: false, Failure.Code: "invalid_scheduled_message_id" }
            ? SlackReply<bool>.Good(false)
            : reply.Then(_ => SlackReply<bool>.Good(true));
    }

    /// <summary>All messages that this app has scheduled, in all channels.</summary>
    public async Task<SlackReply<ImmutableArray<SlackScheduled>>> ScheduledAsync(CancellationToken cancellation)
    {
        var found = ImmutableArray<SlackScheduled>.Empty;
        var looked = await _pages.FindAsync<string>("chat.scheduledMessages.list", Form(), AllOf, cancellation);
        return looked.Then(_ => SlackReply<ImmutableArray<SlackScheduled>>.Good(found));

        string? AllOf(JsonElement page)
        {
            found = found.AddRange(
                page.Items("scheduled_messages").Select(SlackShapes.ScheduledOf).OfType<SlackScheduled>()
            );
            return null;
        }
    }
}
