using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OlUpgrade.Slack.Client;

namespace OlUpgrade.Slack.Socket;

/// <summary>
/// One message of Socket Mode (https://docs.slack.dev/apis/events-api/using-socket-mode), read without trusting it.
/// </summary>
/// <param name="Id">Sent back as acknowledgement; null if the message needs none.</param>
/// <param name="DeduplicationId">The same for every delivery of the same event.</param>
/// <param name="Signal">The signal for runs; null if the message has none.</param>
internal sealed record SlackEnvelope(string Type, string? Id, string? DeduplicationId, SlackSignal? Signal)
{
    /// <summary>Null if the message is not a JSON object with a type.</summary>
    public static SlackEnvelope? Parse(byte[] message) =>
        SlackJson.Read(Encoding.UTF8.GetString(message)) is { } root ? Of(root) : null;

    /// <summary>The acknowledgement.</summary>
    /// <param name="text">Shown only to the person who typed the slash command; null for none.</param>
    public static byte[] Ack(string id, string? text)
    {
        var ack = new JsonObject { ["envelope_id"] = id };
        if (text is not null)
            ack["payload"] = new JsonObject { ["response_type"] = "ephemeral", ["text"] = text };
        return JsonSerializer.SerializeToUtf8Bytes(ack);
    }

    private static SlackEnvelope? Of(JsonElement root)
    {
        if (root.Text("type") is not { } type)
            return null;
        var id = root.Text("envelope_id");
        var payload = root.Child("payload") ?? default;
        return type switch
        {
            "hello" => new(type, null, null, new SlackSignal.Connected()),
            "slash_commands" when id is not null => new(type, id, id, CommandOf(id, payload)),
            "events_api" when id is not null => new(type, id, payload.Text("event_id") ?? id, SlackEvent.Of(payload)),
            "interactive" when id is not null => new(type, id, id, SlackInteraction.Of(id, payload)),
            _ => new(type, id, id, null),
        };
    }

    private static SlackSignal.SlashCommand? CommandOf(string id, JsonElement payload) =>
        payload.Text("command") is { } command && payload.Text("user_id") is { } user
            ? new(
                id,
                command,
                payload.Text("text") ?? "",
                user,
                payload.Text("channel_id") ?? "",
                payload.Text("team_id") ?? "",
                payload.Text("trigger_id") ?? ""
            )
            : null;
}
