using System.Text.Json.Nodes;

namespace OlUpgrade.Sandbox.GitHub;

/// <summary>A comment on an issue.</summary>
internal sealed class GitHubComment(long id, GitHubUser author, string body, DateTimeOffset created)
{
    public long Id { get; } = id;

    public GitHubUser Author { get; } = author;

    public string Body { get; private set; } = body;

    public DateTimeOffset CreatedAt { get; } = created;

    public DateTimeOffset UpdatedAt { get; private set; } = created;

    public void Edit(string body, DateTimeOffset now) => (Body, UpdatedAt) = (body, now);

    public JsonObject ToJson(Uri site, string repositoryUrl, string issueHtmlUrl, int issue) =>
        new()
        {
            ["url"] = $"{repositoryUrl}/issues/comments/{Id}",
            ["html_url"] = $"{issueHtmlUrl}#issuecomment-{Id}",
            ["issue_url"] = $"{repositoryUrl}/issues/{issue}",
            ["id"] = Id,
            ["node_id"] = NodeId.Of("IssueComment", Id),
            ["user"] = Author.ToJson(site),
            ["created_at"] = Rfc3339.Write(CreatedAt),
            ["updated_at"] = Rfc3339.Write(UpdatedAt),
            ["author_association"] = Author.Association,
            ["body"] = Body,
            ["performed_via_github_app"] = null,
        };
}
