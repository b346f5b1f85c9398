using System.Text.Json.Nodes;
using OlUpgrade.Sandbox.Emulation;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>A member of the workspace, or a person of another organization in a shared channel.</summary>
internal sealed class SlackPerson(string id, string name, string realName)
{
    /// <summary>The workspace at the other end of the shared channel.</summary>
    public const string OtherTeamId = "T0ELSEWHERE";

    public string Id { get; } = id;

    /// <summary>People change it as they like.</summary>
    public string Name { get; set; } = name;

    public string RealName { get; } = realName;

    public bool IsBot { get; init; }

    public bool IsGuest { get; init; }

    /// <summary>
    /// The person's own workspace. Somebody of another one, seen through a shared channel, differs in nothing else:
    /// Slack sends <c>is_stranger</c> only of people who share no channel with the app.
    /// </summary>
    public string TeamId { get; init; } = SlackWorkspace.TeamId;

    /// <summary>Set where the workspace belongs to an Enterprise Grid organization.</summary>
    public string? EnterpriseId { get; init; }

    public bool IsDeactivated { get; set; }

    public string Kind =>
        this switch
        {
            { IsDeactivated: true } => "deactivated",
            { IsBot: true } => "bot",
            { IsGuest: true } => "guest",
            { TeamId: not SlackWorkspace.TeamId } => "outsider",
            _ => "member",
        };

    public JsonObject ToJson()
    {
        var user = new JsonObject
        {
            ["id"] = Id,
            ["team_id"] = TeamId,
            ["name"] = Name,
            ["deleted"] = IsDeactivated,
            ["profile"] = Profile(),
            ["is_bot"] = IsBot,
            ["updated"] = 1_732_000_000,
            ["is_app_user"] = false,
        };
        if (!IsDeactivated)
            AddStatus(user);
        if (EnterpriseId is not null)
            user["enterprise_user"] = new JsonObject
            {
                ["id"] = Id,
                ["enterprise_id"] = EnterpriseId,
                ["teams"] = JsonText.Strings([TeamId]),
            };
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
            ["team"] = TeamId,
        };
}
