using System.Text.Json.Nodes;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>A member of the workspace, or a person of another organization in a shared channel.</summary>
internal sealed class SlackPerson(string id, string name, string realName)
{
    public string Id { get; } = id;

    public string Name { get; } = name;

    public string RealName { get; } = realName;

    public bool IsBot { get; init; }

    public bool IsGuest { get; init; }

    /// <summary>True for a person of another organization, seen through a shared channel.</summary>
    public bool IsStranger { get; init; }

    public bool IsDeactivated { get; set; }

    public string Kind =>
        this switch
        {
            { IsDeactivated: true } => "deactivated",
            { IsBot: true } => "bot",
            { IsGuest: true } => "guest",
            { IsStranger: true } => "outsider",
            _ => "member",
        };

    public JsonObject ToJson()
    {
        var user = new JsonObject
        {
            ["id"] = Id,
            ["team_id"] = IsStranger ? "T0ELSEWHERE" : SlackWorkspace.TeamId,
            ["name"] = Name,
            ["deleted"] = IsDeactivated,
            ["profile"] = Profile(),
            ["is_bot"] = IsBot,
            ["updated"] = 1_732_000_000,
            ["is_app_user"] = false,
        };
        if (!IsDeactivated)
            AddStatus(user);
        if (IsStranger)
            user["is_stranger"] = true;
        return user;
    }

    private void AddStatus(JsonObject user)
    {
        user["real_name"] = RealName;
        user["tz"] = "America/Los_Angeles";
        user["is_admin"] = false;
        user["is_owner"] = false;
        user["is_primary_owner"] = false;
        user["is_restricted"] = IsGuest;
        user["is_ultra_restricted"] = false;
    }

    private JsonObject Profile() =>
        new()
        {
            ["real_name"] = RealName,
            ["display_name"] = Name,
            ["real_name_normalized"] = RealName,
            ["display_name_normalized"] = Name,
            ["status_text"] = "",
            ["status_emoji"] = "",
            ["team"] = SlackWorkspace.TeamId,
        };
}
