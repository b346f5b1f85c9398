using System.Text.Json.Nodes;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>The methods auth.test, users.info and apps.connections.open.</summary>
internal static class AuthCalls
{
    public static JsonObject Test(SlackCall call) =>
        SlackAnswer.Ok(
            new JsonObject
            {
                ["url"] = call.Workspace.Address.ToString(),
                ["team"] = "Open Library",
                ["user"] = "olupgrade",
                ["team_id"] = SlackWorkspace.TeamId,
                ["user_id"] = SlackWorkspace.BotUserId,
                ["bot_id"] = SlackWorkspace.BotId,
                ["is_enterprise_install"] = false,
            }
        );

    public static JsonObject OpenConnection(SlackCall call) =>
        SlackAnswer.Ok(new JsonObject { ["url"] = call.Workspace.Sockets.OpenTicket() });

    public static JsonObject UserInfo(SlackCall call) =>
        call.Workspace.Person(call.Text("user")) is { } person
            ? SlackAnswer.Ok(new JsonObject { ["user"] = person.ToJson() })
            : SlackAnswer.Refuse("user_not_found");
}
