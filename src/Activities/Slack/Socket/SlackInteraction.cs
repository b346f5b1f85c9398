using System.Text.Json;
using OlUpgrade.Slack.Client;

namespace OlUpgrade.Slack.Socket;

/// <summary>
/// Reads the signals in interactive envelopes: a pressed button, and a submitted form.
/// </summary>
internal static class SlackInteraction
{
    public static SlackSignal? Of(string envelopeId, JsonElement payload)
    {
        if (payload.Child("user")?.Text("id") is not { } user)
            return null;
        var team = payload.Child("team")?.Text("id") ?? "";
        return payload.Text("type") switch
        {
            "block_actions" => Pressed(envelopeId, payload, user, team),
            "view_submission" => Submitted(envelopeId, payload, user, team),
            _ => null,
        };
    }

    private static SlackSignal.ButtonPressed? Pressed(string envelopeId, JsonElement payload, string user, string team)
    {
        var action = payload.Items("actions").FirstOrDefault();
        var message = payload.Child("message") ?? default;
        if (action.Text("action_id") is not { } name || payload.Text("trigger_id") is not { } trigger)
            return null;
        if (payload.Child("channel")?.Text("id") is not { } channel || message.Text("ts") is not { } ts)
            return null;
        return new(
            envelopeId,
            user,
            team,
            trigger,
            name,
            action.Text("value") ?? "",
            channel,
            ts,
            message.Text("thread_ts") ?? ts
        );
    }

    private static SlackSignal.FormSent? Submitted(string envelopeId, JsonElement payload, string user, string team)
    {
        var view = payload.Child("view") ?? default;
        if (view.Text("callback_id") is not { } form)
            return null;
        var fields = Facts.Empty;
        if (view.Child("state")?.Child("values") is { ValueKind: JsonValueKind.Object } blocks)
            fields = blocks
                .EnumerateObject()
                .Aggregate(fields, (facts, block) =>
                    ValueOf(block.Value) is { } value ? facts.SetItem(block.Name, value) : facts
                );
        return new(envelopeId, user, team, form, view.Text("private_metadata") ?? "", fields);
    }

    /// <summary>The value of a block; each block of the app's forms has one element.</summary>
    private static string? ValueOf(JsonElement block) =>
        block.ValueKind == JsonValueKind.Object
            ? block
                .EnumerateObject()
                .Select(element => element.Value.Text("value") ?? element.Value.Child("selected_option")?.Text("value"))
                .FirstOrDefault(value => !string.IsNullOrWhiteSpace(value))
            : null;
}
