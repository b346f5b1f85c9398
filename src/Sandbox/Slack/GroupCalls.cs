using System.Text.Json.Nodes;
using OlUpgrade.Sandbox.Emulation;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>User groups: usergroups.users.list. Deactivated people are in no group.</summary>
internal static class GroupCalls
{
    public static JsonObject Users(SlackCall call) =>
        call.Workspace.Group(call.Text("usergroup")) is { } members
            ? SlackAnswer.Ok(
                new JsonObject
                {
                    ["users"] = JsonText.Strings(
                        members
                            .Where(id => call.Workspace.Person(id) is { IsDeactivated: false })
                            .Order(StringComparer.Ordinal)
                    ),
                }
            )
            : SlackAnswer.Refuse("no_such_subteam");
}
