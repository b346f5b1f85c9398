using System.Text.Json.Nodes;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>The chat methods: post, update, post to one person only, and get a permalink.</summary>
internal static class ChatCalls
{
    public static JsonObject Post(SlackCall call)
    {
        if (FindTarget(call, out var channel) is { } refusal)
            return refusal;
        if (MessageDraft.Read(call.Arguments, MessageDraft.PostLimit, null, out var content) is { } badContent)
            return badContent;
        if (CheckThread(call, channel) is { } badThread)
            return badThread;

        var thread = call.Text("thread_ts");
        var message = call.Workspace.Add(
            channel,
            SlackWorkspace.BotUserId,
            content,
            thread,
            thread is not null && call.Arguments.Flag("reply_broadcast")
        );
        return SlackAnswer.Ok(
            new JsonObject
            {
                ["channel"] = channel.Id,
                ["ts"] = message.Ts,
                ["message"] = SlackWorkspace.Render(message, withMetadata: true),
            }
        );
    }

    public static JsonObject Update(SlackCall call)
    {
        if (call.FindMessage("ts", out var channel, out var message) is { } refusal)
            return refusal;
        if (message.Author != SlackWorkspace.BotUserId)
            return SlackAnswer.Refuse("cant_update_message");
        if (MessageDraft.Read(call.Arguments, MessageDraft.UpdateLimit, message.Content, out var content) is { } bad)
            return bad;

        call.Workspace.Edit(message, content);
        return SlackAnswer.Ok(
            new JsonObject
            {
                ["channel"] = channel.Id,
                ["ts"] = message.Ts,
                ["text"] = content.Text,
                ["message"] = SlackWorkspace.Render(message, withMetadata: true),
            }
        );
    }

    public static JsonObject PostEphemeral(SlackCall call)
    {
        if (FindTarget(call, out var channel) is { } refusal)
            return refusal;
        if (call.Workspace.Person(call.Text("user")) is not { } person || !channel.Members.Contains(person.Id))
            return SlackAnswer.Refuse("user_not_in_channel");
        if (MessageDraft.Read(call.Arguments, MessageDraft.PostLimit, null, out var content) is { } badContent)
            return badContent;

        var ts = call.Workspace.PostEphemeral(
            person.Id,
            channel.Id,
            content,
            SlackWorkspace.BotUserId,
            call.Text("thread_ts")
        );
        return SlackAnswer.Ok(new JsonObject { ["message_ts"] = ts });
    }

    public static JsonObject Permalink(SlackCall call)
    {
        if (call.Channel(call.Text("channel")) is not { } channel)
            return SlackAnswer.Refuse("channel_not_found");

        return channel.Find(call.Text("message_ts")) is { } message
            ? SlackAnswer.Ok(
                new JsonObject { ["channel"] = channel.Id, ["permalink"] = call.Workspace.Permalink(channel, message) }
            )
            : SlackAnswer.Refuse("message_not_found");
    }

    /// <summary>
    /// Only posting accepts a channel's name as well as its ID, and can reach a channel that the bot is not in.
    /// </summary>
    public static JsonObject? FindTarget(SlackCall call, out SlackChannel channel)
    {
        var wanted = call.Text("channel");
        channel = (call.Channel(wanted) ?? call.Channel(call.Workspace.ChannelNamed(wanted?.TrimStart('#'))?.Id))!;
        if (channel is null)
            return SlackAnswer.Refuse("channel_not_found");
        if (channel.IsArchived)
            return SlackAnswer.Refuse("is_archived");
        return channel.HasBot || call.Token.Scopes.Contains("chat:write.public")
            ? null
            : SlackAnswer.Refuse("not_in_channel");
    }

    public static JsonObject? CheckThread(SlackCall call, SlackChannel channel)
    {
        if (call.Text("thread_ts") is not { } thread)
            return null;
        if (channel.Find(thread) is not { } parent)
            return SlackAnswer.Refuse("thread_not_found");
        return parent.IsReply ? SlackAnswer.Refuse("cannot_reply_to_message") : null;
    }
}
