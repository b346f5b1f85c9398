using System.Text.Json.Nodes;
using OlUpgrade.Sandbox.Emulation;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>One emoji on a message, with the people who added it, in order.</summary>
internal sealed class SlackReaction(string name)
{
    public string Name { get; } = name;

    public List<string> Users { get; } = [];

    /// <summary>The count is always complete; the list of users may be truncated, as in Slack.</summary>
    public JsonObject ToJson(int usersShown) =>
        new()
        {
            ["name"] = Name,
            ["users"] = JsonText.Strings(Users.Take(usersShown)),
            ["count"] = Users.Count,
        };
}
