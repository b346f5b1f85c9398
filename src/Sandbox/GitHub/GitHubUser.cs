using System.Text.Json.Nodes;

namespace OlUpgrade.Sandbox.GitHub;

/// <summary>An account.</summary>
/// <param name="Association">Its <c>author_association</c> with the repository.</param>
internal sealed record GitHubUser(int Id, string Login, string Type = "User", string Association = "MEMBER")
{
    public bool IsStaff => Association == "MEMBER";

    public JsonObject ToJson(Uri site) =>
        new()
        {
            ["login"] = Login,
            ["id"] = Id,
            ["node_id"] = NodeId.Of("User", Id),
            ["avatar_url"] = $"{site}avatars/{Id}",
            ["gravatar_id"] = "",
            ["url"] = $"{site}api/v3/users/{Login}",
            ["html_url"] = $"{site}{Login}",
            ["type"] = Type,
            ["site_admin"] = false,
        };
}
