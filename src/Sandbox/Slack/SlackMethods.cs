using System.Collections.Frozen;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>The emulated methods of the Web API. Every other name is an unknown_method.</summary>
internal static class SlackMethods
{
    private static readonly string[] Content =
    [
        "text",
        "blocks",
        "metadata",
        "parse",
        "link_names",
        "attachments",
        "as_user",
    ];

    private const int Tier2 = 20;
    private const int Tier4 = 100;

    private static readonly string[] Page = ["cursor", "limit"];

    private static readonly string[] Span = ["oldest", "latest", "inclusive", "include_all_metadata"];

    private static readonly FrozenDictionary<string, SlackMethod> All = new SlackMethod[]
    {
        new("auth.test", null, [], AuthCalls.Test) { SeesJson = true },
        new("apps.connections.open", "connections:write", [], AuthCalls.OpenConnection)
        {
            SeesJson = true,
            NeedsAppToken = true,
        },
        new(
            "chat.postMessage",
            "chat:write",
            ["!channel", .. Content, "thread_ts", "reply_broadcast", "mrkdwn", "unfurl_links", "unfurl_media"],
            ChatCalls.Post
        )
        {
            SeesJson = true,
        },
        new("chat.update", "chat:write", ["!channel", "!ts", .. Content, "reply_broadcast"], ChatCalls.Update)
        {
            SeesJson = true,
        },
        new("chat.postEphemeral", "chat:write", ["!channel", "!user", .. Content, "thread_ts"], ChatCalls.PostEphemeral)
        {
            SeesJson = true,
        },
        new("chat.getPermalink", null, ["!channel", "!message_ts"], ChatCalls.Permalink),
        new(
            "chat.scheduleMessage",
            "chat:write",
            [
                "!channel",
                "!post_at",
                "text",
                "blocks",
                "parse",
                "link_names",
                "attachments",
                "as_user",
                "thread_ts",
                "reply_broadcast",
                "unfurl_links",
                "unfurl_media",
                "metadata",
            ],
            call => call.Workspace.Queue.Schedule(call)
        )
        {
            SeesJson = true,
        },
        new("chat.deleteScheduledMessage", "chat:write", ["!channel", "!scheduled_message_id", "as_user"], call =>
            call.Workspace.Queue.Delete(call)
        )
        {
            SeesJson = true,
        },
        new("chat.scheduledMessages.list", null, ["channel", "oldest", "latest", "team_id", .. Page], call =>
            call.Workspace.Queue.List(call)
        ),
        new("views.open", null, ["!view", "trigger_id", "interactivity_pointer"], call =>
            call.Workspace.Interactions.Open(call)
        )
        {
            SeesJson = true,
        },
        new("usergroups.users.list", "usergroups:read", ["!usergroup", "include_disabled", "team_id"], GroupCalls.Users)
        {
            PerMinute = Tier2,
        },
        new("reactions.add", "reactions:write", ["!channel", "!name", "!timestamp"], ReactionCalls.Add)
        {
            SeesJson = true,
        },
        new("reactions.get", "reactions:read", ["channel", "timestamp", "full"], ReactionCalls.Get),
        new("conversations.history", "channels:history", ["!channel", .. Page, .. Span], ConversationCalls.History),
        new(
            "conversations.replies",
            "channels:history",
            ["!channel", "!ts", .. Page, .. Span],
            ConversationCalls.Replies
        ),
        new(
            "conversations.list",
            "channels:read",
            [.. Page, "exclude_archived", "team_id", "types"],
            ConversationCalls.List
        ),
        new("users.info", "users:read", ["!user", "include_locale"], AuthCalls.UserInfo) { PerMinute = Tier4 },
    }.ToFrozenDictionary(method => method.Name);

    public static SlackMethod? Find(string name) => All.GetValueOrDefault(name);
}
