namespace OlUpgrade.Sandbox.GitHub;

/// <summary>An issue with its comments.</summary>
internal sealed class GitHubIssue(int number, GitHubUser author, string title, string? body, DateTimeOffset created)
{
    public int Number { get; } = number;

    /// <summary>Unique on the whole site, unlike <see cref="Number"/>.</summary>
    public long Id => 2_700_000_000L + Number;

    public GitHubUser Author { get; } = author;

    public string Title { get; set; } = title;

    public string? Body { get; set; } = body;

    public string? StateReason { get; private set; }

    public List<GitHubLabel> Labels { get; set; } = [];

    public List<GitHubUser> Assignees { get; set; } = [];

    public List<GitHubComment> Comments { get; } = [];

    public DateTimeOffset CreatedAt { get; } = created;

    public DateTimeOffset UpdatedAt { get; set; } = created;

    public DateTimeOffset? ClosedAt { get; private set; }

    public GitHubUser? ClosedBy { get; private set; }

    public string State => ClosedAt is null ? "open" : "closed";

    public void Close(GitHubUser by, string reason, DateTimeOffset now)
    {
        StateReason = reason;
        ClosedAt ??= now;
        ClosedBy ??= by;
    }

    public void Reopen()
    {
        if (ClosedAt is not null)
            StateReason = "reopened";
        ClosedAt = null;
        ClosedBy = null;
    }
}
