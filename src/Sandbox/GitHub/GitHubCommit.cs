using System.Text.Json.Nodes;

namespace OlUpgrade.Sandbox.GitHub;

/// <summary>A commit.</summary>
/// <param name="Sha">Its name, 40 hexadecimal digits.</param>
/// <param name="Parent">The SHA of its parent; null if it has none.</param>
internal sealed record GitHubCommit(string Sha, string Message, GitHubUser Author, DateTimeOffset When, string? Parent)
{
    public JsonObject ToJson(Uri site, string repositoryUrl, string htmlUrl) =>
        new()
        {
            ["sha"] = Sha,
            ["node_id"] = NodeId.Of("Commit", Sha),
            ["commit"] = new JsonObject
            {
                ["author"] = Signature(),
                ["committer"] = Signature(),
                ["message"] = Message,
                ["tree"] = new JsonObject { ["sha"] = Sha, ["url"] = $"{repositoryUrl}/git/trees/{Sha}" },
                ["url"] = $"{repositoryUrl}/git/commits/{Sha}",
                ["comment_count"] = 0,
                ["verification"] = new JsonObject
                {
                    ["verified"] = false,
                    ["reason"] = "unsigned",
                    ["signature"] = null,
                    ["payload"] = null,
                    ["verified_at"] = null,
                },
            },
            ["url"] = $"{repositoryUrl}/commits/{Sha}",
            ["html_url"] = $"{htmlUrl}/commit/{Sha}",
            ["comments_url"] = $"{repositoryUrl}/commits/{Sha}/comments",
            ["author"] = Author.ToJson(site),
            ["committer"] = Author.ToJson(site),
            ["parents"] = Parents(repositoryUrl),
            ["stats"] = new JsonObject
            {
                ["total"] = 0,
                ["additions"] = 0,
                ["deletions"] = 0,
            },
            ["files"] = new JsonArray(),
        };

    private JsonArray Parents(string repositoryUrl) =>
        Parent is null
            ? []
            : new JsonArray(new JsonObject { ["sha"] = Parent, ["url"] = $"{repositoryUrl}/commits/{Parent}" });

    private JsonObject Signature() =>
        new()
        {
            ["name"] = Author.Login,
            ["email"] = $"{Author.Login}@users.noreply.github.invalid",
            ["date"] = Rfc3339.Write(When),
        };
}
