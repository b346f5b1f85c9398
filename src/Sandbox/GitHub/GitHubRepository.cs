using System.Text.Json.Nodes;
using OlUpgrade.Sandbox.Emulation;

namespace OlUpgrade.Sandbox.GitHub;

/// <summary>A public repository: its issues, labels, commits and references, and their JSON.</summary>
internal sealed class GitHubRepository(GitHubSite site, string owner, string name, DateTimeOffset created)
{
    private const string DefaultBranch = "master";
    private const int FirstIssue = 11_500;
    private long _lastId = 2_700_000_000;

    public string FullName => $"{owner}/{name}";

    public List<GitHubIssue> Issues { get; } = [];

    public SortedDictionary<string, GitHubLabel> Labels { get; } = new(StringComparer.OrdinalIgnoreCase);

    public Dictionary<string, GitHubCommit> Commits { get; } = [];

    /// <summary>The commit of each reference, by full names such as refs/heads/master.</summary>
    public SortedDictionary<string, string> Refs { get; } = new(StringComparer.Ordinal);

    public string Url => $"{site.Address}api/v3/repos/{FullName}";

    public string HtmlUrl => $"{site.Address}{FullName}";

    public GitHubIssue? Issue(string number) =>
        int.TryParse(number, out var wanted) ? Issues.Find(issue => issue.Number == wanted) : null;

    public GitHubIssue Open(GitHubUser author, string title, string? body, DateTimeOffset now)
    {
        var issue = new GitHubIssue(FirstIssue + Issues.Count, author, title, body, now);
        Issues.Add(issue);
        return issue;
    }

    public GitHubComment Comment(GitHubIssue issue, GitHubUser author, string body, DateTimeOffset now)
    {
        var comment = new GitHubComment(++_lastId, author, body, now);
        issue.Comments.Add(comment);
        issue.UpdatedAt = now;
        return comment;
    }

    /// <summary>The label with this name; created if there is none.</summary>
    public GitHubLabel Label(string label)
    {
        if (!Labels.TryGetValue(label, out var found))
            Labels[label] = found = new GitHubLabel(++_lastId, label);
        return found;
    }

    /// <summary>
    /// Finds a commit by branch, tag, or the first 7 or more digits of its SHA; null if there is none.
    /// </summary>
    public GitHubCommit? Resolve(string reference)
    {
        foreach (
            var full in (string[])[reference, $"refs/{reference}", $"refs/heads/{reference}", $"refs/tags/{reference}"]
        )
            if (Refs.TryGetValue(full, out var sha))
                return Commits[sha];
        return reference.Length >= 7
            ? Commits.Values.FirstOrDefault(commit => commit.Sha.StartsWith(reference, StringComparison.Ordinal))
            : null;
    }

    public JsonObject Ref(string full) =>
        new()
        {
            ["ref"] = full,
            ["node_id"] = NodeId.Of("Ref", $"{FullName}:{full}"),
            ["url"] = $"{Url}/git/{full}",
            ["object"] = new JsonObject
            {
                ["sha"] = Refs[full],
                ["type"] = "commit",
                ["url"] = $"{Url}/git/commits/{Refs[full]}",
            },
        };

    public JsonObject Branch(string full) =>
        new()
        {
            ["name"] = full["refs/heads/".Length..],
            ["commit"] = new JsonObject { ["sha"] = Refs[full], ["url"] = $"{Url}/commits/{Refs[full]}" },
            ["protected"] = false,
        };

    public JsonObject Json(GitHubCommit commit) => commit.ToJson(site.Address, Url, HtmlUrl);

    public JsonObject Json(GitHubIssue issue, GitHubComment comment) =>
        comment.ToJson(site.Address, Url, $"{HtmlUrl}/issues/{issue.Number}", issue.Number);

    public JsonObject Json(GitHubIssue issue)
    {
        var url = $"{Url}/issues/{issue.Number}";
        return new JsonObject
        {
            ["id"] = issue.Id,
            ["node_id"] = NodeId.Of("Issue", issue.Id),
            ["url"] = url,
            ["repository_url"] = Url,
            ["labels_url"] = $"{url}/labels{{/name}}",
            ["comments_url"] = $"{url}/comments",
            ["events_url"] = $"{url}/events",
            ["html_url"] = $"{HtmlUrl}/issues/{issue.Number}",
            ["number"] = issue.Number,
            ["title"] = issue.Title,
            ["body"] = issue.Body,
            ["state"] = issue.State,
            ["state_reason"] = issue.StateReason,
            ["user"] = issue.Author.ToJson(site.Address),
            ["labels"] = JsonText.Array(issue.Labels.Select(label => label.ToJson(Url))),
            ["assignee"] = issue.Assignees.FirstOrDefault()?.ToJson(site.Address),
            ["assignees"] = JsonText.Array(issue.Assignees.Select(each => each.ToJson(site.Address))),
            ["milestone"] = null,
            ["locked"] = false,
            ["active_lock_reason"] = null,
            ["comments"] = issue.Comments.Count,
            ["created_at"] = Rfc3339.Write(issue.CreatedAt),
            ["updated_at"] = Rfc3339.Write(issue.UpdatedAt),
            ["closed_at"] = issue.ClosedAt is { } closed ? Rfc3339.Write(closed) : null,
            ["closed_by"] = issue.ClosedBy?.ToJson(site.Address),
            ["author_association"] = issue.Author.Association,
            ["performed_via_github_app"] = null,
        };
    }

    public JsonObject ToJson(bool mayPush) =>
        new()
        {
            ["id"] = 18_303_743,
            ["node_id"] = NodeId.Of("Repository", FullName),
            ["name"] = name,
            ["full_name"] = FullName,
            ["private"] = false,
            ["owner"] = new GitHubUser(1_212, owner, "Organization").ToJson(site.Address),
            ["html_url"] = HtmlUrl,
            ["url"] = Url,
            ["description"] = "One webpage for every book ever published!",
            ["fork"] = false,
            ["archived"] = false,
            ["disabled"] = false,
            ["visibility"] = "public",
            ["has_issues"] = true,
            ["default_branch"] = DefaultBranch,
            ["open_issues_count"] = Issues.Count(issue => issue.State == "open"),
            ["created_at"] = Rfc3339.Write(created),
            ["updated_at"] = Rfc3339.Write(created),
            ["pushed_at"] = Rfc3339.Write(created),
            ["permissions"] = new JsonObject
            {
                ["admin"] = false,
                ["push"] = mayPush,
                ["pull"] = true,
            },
        };
}
