using System.Text.Json;
using OlUpgrade.Slack.Client;

namespace OlUpgrade.Slack.Socket;

/// <summary>
/// What a run can hear in an event of the Events API: reactions on messages, and people who speak to the app.
/// </summary>
internal static class SlackEvent
{
    public static SlackSignal? Of(JsonElement payload)
    {
        var told = payload.Child("event") ?? default;
        if (told.Text("user") is not { } user || payload.Text("event_id") is not { } id)
            return null;
        var team = payload.Text("team_id") ?? "";
        return told.Text("type") switch
        {
            "reaction_added" when Reacted(told) is var (reaction, channel, ts) => new SlackSignal.ReactionAdded(
                user,
                reaction,
                channel,
                ts,
                id,
                team
            ),
            "reaction_removed" when Reacted(told) is var (reaction, channel, ts) => new SlackSignal.ReactionRemoved(
                user,
                reaction,
                channel,
                ts,
                id,
                team
            ),
            "app_mention" => Mention(told, user, id, team),
            _ => null,
        };
    }

    private static (string Reaction, string Channel, string Ts)? Reacted(JsonElement told)
    {
        var item = told.Child("item") ?? default;
        return
            item.Text("type") == "message"
            && told.Text("reaction") is { } reaction
            && item.Text("channel") is { } channel
            && item.Text("ts") is { } ts
            ? (reaction, channel, ts)
            : null;
    }

    /// <summary>Bots, ourselves among them, are not spoken with.</summary>
    private static SlackSignal.Mentioned? Mention(JsonElement told, string user, string id, string team) =>
        told.Text("bot_id") is null && told.Text("channel") is { } channel && told.Text("ts") is { } ts
            ? new(user, told.Text("text") ?? "", channel, ts, told.Text("thread_ts"), id, team)
            : null;
}
