using System.Text.Json;
using OlUpgrade.Slack.Client;

namespace OlUpgrade.Slack.Socket;

/// <summary>
/// Reads the signals in events of the Events API: reactions on messages, and mentions of the app.
/// </summary>
internal static class SlackEvent
{
    public static SlackSignal? Of(JsonElement payload)
    {
        var content = payload.Child("event") ?? default;
        if (content.Text("user") is not { } user || payload.Text("event_id") is not { } id)
            return null;
        var team = payload.Text("team_id") ?? "";
        return content.Text("type") switch
        {
            "reaction_added" when TargetOf(content) is var (reaction, channel, ts) => new SlackSignal.ReactionAdded(
                user,
                reaction,
                channel,
                ts,
                id,
                team
            ),
            "reaction_removed" when TargetOf(content) is var (reaction, channel, ts) => new SlackSignal.ReactionRemoved(
                user,
                reaction,
                channel,
                ts,
                id,
                team
            ),
            "app_mention" => Mention(content, user, id, team),
            _ => null,
        };
    }

    private static (string Reaction, string Channel, string Ts)? TargetOf(JsonElement content)
    {
        var item = content.Child("item") ?? default;
        return
            item.Text("type") == "message"
            && content.Text("reaction") is { } reaction
            && item.Text("channel") is { } channel
            && item.Text("ts") is { } ts
            ? (reaction, channel, ts)
            : null;
    }

    /// <summary>Null for messages of bots, this app's included.</summary>
    private static SlackSignal.Mentioned? Mention(JsonElement content, string user, string id, string team) =>
        content.Text("bot_id") is null && content.Text("channel") is { } channel && content.Text("ts") is { } ts
            ? new(user, content.Text("text") ?? "", channel, ts, content.Text("thread_ts"), id, team)
            : null;
}
