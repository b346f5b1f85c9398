using System.Text.Json.Nodes;

namespace OlUpgrade.Sandbox.GitHub;

/// <summary>A label of a repository. Its name ignores case.</summary>
internal sealed record GitHubLabel(long Id, string Name)
{
    public JsonObject ToJson(string repositoryUrl) =>
        new()
        {
            ["id"] = Id,
            ["node_id"] = NodeId.Of("Label", Id),
            ["url"] = $"{repositoryUrl}/labels/{Uri.EscapeDataString(Name)}",
            ["name"] = Name,
            ["description"] = null,
            ["color"] = "ededed",
            ["default"] = false,
        };
}
