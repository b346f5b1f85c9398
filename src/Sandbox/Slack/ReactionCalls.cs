using System.Text.Json.Nodes;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>The reaction methods.</summary>
internal static class ReactionCalls
{
    /// <summary>How many people reactions.get names for each emoji unless all are requested.</summary>
    private const int UsersShown = 50;

    public static JsonObject Add(SlackCall call)
    {
        if (call.FindMessage("timestamp", out _, out var message) is { } refusal)
            return refusal;
        if (EmojiName.Read(call.Text("name")) is not { } name)
            return SlackAnswer.Refuse("invalid_name");

        if (!message.AddReaction(SlackWorkspace.BotUserId, name))
            return SlackAnswer.Refuse("already_reacted");

        call.Workspace.Touch();
        return SlackAnswer.Ok();
    }

    public static JsonObject Get(SlackCall call)
    {
        if (!call.Arguments.Has("channel") || !call.Arguments.Has("timestamp"))
            return SlackAnswer.Refuse("no_item_specified");
        if (call.FindMessage("timestamp", out var channel, out var message) is { } refusal)
            return refusal;

        var shown = message.ToJson(withMetadata: false, call.Arguments.Flag("full") ? int.MaxValue : UsersShown);
        shown["permalink"] = call.Workspace.Permalink(channel, message);
        return SlackAnswer.Ok(
            new JsonObject
            {
                ["type"] = "message",
                ["channel"] = channel.Id,
                ["message"] = shown,
            }
        );
    }
}
