using System.Text.Json.Nodes;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>
/// The Events API: sends the app reactions and mentions, but only from channels that the bot is in, and only if its
/// token has the scope.
/// </summary>
internal sealed class SlackEvents(SlackWorkspace workspace, TimeProvider clock)
{
    private readonly long _salt = clock.GetUtcNow().ToUnixTimeMilliseconds();
    private int _sent;

    public void Send(string type, string user, SlackChannel channel, SlackMessage message, string reaction)
    {
        JsonObject payload;
        lock (workspace.Gate)
        {
            if (!channel.HasBot || !May("reactions:read"))
                return;
            payload = Wrap(Reaction(type, user, channel, message, reaction));
        }
        workspace.Sockets.Deliver(new SlackEnvelope("events_api", payload));
    }

    /// <summary>Sends the message to the app if it mentions the app.</summary>
    public void Mention(string user, SlackChannel channel, SlackMessage message)
    {
        JsonObject payload;
        lock (workspace.Gate)
        {
            if (!channel.HasBot || !May("app_mentions:read"))
                return;
            if (!message.Content.Text.Contains($"<@{SlackWorkspace.BotUserId}>", StringComparison.Ordinal))
                return;
            var mention = new JsonObject
            {
                ["type"] = "app_mention",
                ["user"] = user,
                ["text"] = message.Content.Text,
                ["ts"] = message.Ts,
                ["channel"] = channel.Id,
                ["team"] = SlackWorkspace.TeamId,
                ["event_ts"] = message.Ts,
            };
            if (message.ThreadTs is { } thread)
                mention["thread_ts"] = thread;
            _sent++;
            payload = Wrap(mention);
        }

        workspace.Sockets.Deliver(new SlackEnvelope("events_api", payload));
    }

    private bool May(string scope) => workspace.Token(SlackWorkspace.BotToken)?.Scopes.Contains(scope) ?? false;

    private JsonObject Reaction(
        string type,
        string user,
        SlackChannel channel,
        SlackMessage message,
        string reaction
    ) =>
        new()
        {
            ["type"] = type,
            ["user"] = user,
            ["reaction"] = reaction,
            ["item"] = new JsonObject
            {
                ["type"] = "message",
                ["channel"] = channel.Id,
                ["ts"] = message.Ts,
            },
            ["item_user"] = message.Author,
            ["event_ts"] = $"{clock.GetUtcNow().ToUnixTimeSeconds()}.{++_sent % 10_000:D4}00",
        };

    private JsonObject Wrap(JsonObject occurrence) =>
        new()
        {
            ["token"] = "sandbox-verification-token",
            ["team_id"] = SlackWorkspace.TeamId,
            ["context_team_id"] = SlackWorkspace.TeamId,
            ["context_enterprise_id"] = null,
            ["api_app_id"] = SlackWorkspace.AppId,
            ["event"] = occurrence,
            ["type"] = "event_callback",
            ["event_id"] = $"Ev{_salt:X}{_sent:D4}",
            ["event_time"] = clock.GetUtcNow().ToUnixTimeSeconds(),
            ["authorizations"] = new JsonArray(
                new JsonObject
                {
                    ["enterprise_id"] = null,
                    ["team_id"] = SlackWorkspace.TeamId,
                    ["user_id"] = SlackWorkspace.BotUserId,
                    ["is_bot"] = true,
                    ["is_enterprise_install"] = false,
                }
            ),
            ["is_ext_shared_channel"] = false,
        };
}
