using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using OlUpgrade.Runs;
using OlUpgrade.Wire;

namespace OlUpgrade.Slack.Client;

/// <summary>Reads values from Slack's replies. Null means that the reply lacks a required field.</summary>
internal static class SlackShapes
{
    /// <summary>The metadata event type of the app's messages. Stored in Slack; never change it.</summary>
    public const string EventType = "olupgrade";

    private const StringSplitOptions ListOptions =
        StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;

    public static SlackIdentity? IdentityOf(JsonElement body) =>
        body.Text("user_id") is { } user && body.Text("team_id") is { } team
            ? new(user, body.Text("bot_id"), team, body.Text("team") ?? team)
            {
                EnterpriseId = body.Text("enterprise_id"),
            }
            : null;

    /// <summary>The token's scopes, which Slack sends in a header of every answer.</summary>
    public static ImmutableArray<string>? ScopesOf(HttpResponseHeaders headers) =>
        headers.TryGetValues("X-OAuth-Scopes", out var lists)
            ? [.. lists.SelectMany(list => list.Split(',', ListOptions))]
            : null;

    public static PostedMessage? PostedOf(JsonElement body) =>
        body.Text("channel") is { } channel && body.Text("ts") is { } ts ? new(channel, ts) : null;

    public static SlackUser? UserOf(JsonElement body) =>
        body.Child("user") is { } user && user.Text("id") is { } id
            ? new(
                id,
                user.Text("name") ?? id,
                user.Flag("is_bot"),
                user.Flag("deleted"),
                user.Flag("is_restricted") || user.Flag("is_ultra_restricted"),
                user.Text("team_id") ?? "",
                user.Flag("is_stranger")
            )
            {
                EnterpriseId = user.Child("enterprise_user")?.Text("enterprise_id"),
            }
            : null;

    public static ImmutableHashSet<string> UsersOf(JsonElement body) =>
        [.. body.Items("users").Where(IsText).Select(user => user.GetString()!)];

    public static SlackScheduled? ScheduledOf(JsonElement message) =>
        message.Text("id") is { } id
        && message.Text("channel_id") is { } channel
        && message.Child("post_at") is { ValueKind: JsonValueKind.Number } at
        && at.TryGetInt64(out var seconds)
        && UnixTime.Of(seconds) is { } posted
            ? new(id, channel, posted, message.Text("text") ?? "")
            : null;

    public static ImmutableArray<SlackReaction> ReactionsOf(JsonElement message) =>
        [
            .. message
                .Items("reactions")
                .Select(reaction => new SlackReaction(
                    reaction.Text("name") ?? "",
                    [.. reaction.Items("users").Where(IsText).Select(user => user.GetString()!)]
                )),
        ];

    private static bool IsText(JsonElement element) => element.ValueKind == JsonValueKind.String;

    public static string? ChannelOf(JsonElement page, string name) =>
        page.Items("channels")
            .Where(channel => channel.Text("name") == name)
            .Select(channel => channel.Text("id"))
            .FirstOrDefault();

    /// <summary>The messages of a page in which a person mentions this account.</summary>
    public static IEnumerable<ThreadMessage> MentionsOf(JsonElement page, string userId) =>
        from message in page.Items("messages")
        where message.Text("bot_id") is null
        let text = message.Text("text") ?? ""
        where text.Contains($"<@{userId}>", StringComparison.Ordinal)
        where message.Text("user") is not null && message.Text("ts") is not null
        select new ThreadMessage(message.Text("user")!, text, message.Text("ts")!);

    /// <summary>The app's own messages of a page that carry markers.</summary>
    public static IEnumerable<(string Ts, ImmutableArray<string> Markers)> Marked(JsonElement page, SlackIdentity me) =>
        page.Items("messages")
            .Where(message => IsOurs(message, me) && message.Text("ts") is not null)
            .Select(message => (message.Text("ts")!, MarkersOf(message)))
            .Where(message => message.Item2.Length > 0);

    /// <summary>The first marker as <c>marker</c>, the others as <c>more</c>.</summary>
    public static JsonObject PayloadOf(ImmutableArray<string> markers)
    {
        var payload = new JsonObject { ["marker"] = markers[0] };
        if (markers.Length > 1)
            payload["more"] = new JsonArray([.. markers[1..].Select(marker => JsonValue.Create(marker))]);
        return payload;
    }

    private static bool IsOurs(JsonElement message, SlackIdentity me) =>
        message.Text("user") == me.UserId || (me.BotId is not null && message.Text("bot_id") == me.BotId);

    private static ImmutableArray<string> MarkersOf(JsonElement message) =>
        message.Child("metadata") is { } metadata
        && metadata.Text("event_type") == EventType
        && metadata.Child("event_payload") is { } payload
        && payload.Text("marker") is { } first
            ? [first, .. payload.Items("more").Where(IsText).Select(more => more.GetString()!)]
            : [];
}
