using System.Collections.Immutable;
using Octokit;

namespace OlUpgrade.GitHub;

/// <summary>
/// The tracking issue and its comments (https://docs.github.com/rest/issues). A write is sent once; if its answer is
/// lost, it is found again by its marker, only among what the token's own account wrote.
/// </summary>
public sealed class GitHubIssues(GitHubConnection github)
{
    /// <summary>Anyone may write 65,536 characters of four bytes each; this many still fit into an answer.</summary>
    private const int TextsOnPage = 25;

    internal GitHubMarkers Markers => github.Markers;

    /// <summary>Opens an issue.</summary>
    /// <param name="labels">Existing ones; see <see cref="ExistingLabelsAsync"/>.</param>
    public async Task<GitHubReply<GitHubIssue>> OpenAsync(
        string repository,
        string title,
        string body,
        IEnumerable<string> labels,
        CancellationToken cancellation
    )
    {
        var (owner, name) = GitHubRepository.Parse(repository);
        var issue = new NewIssue(title) { Body = body };
        foreach (var label in labels)
            issue.Labels.Add(label);
        var reply = await github.WriteAsync<Issue>(
            $"open an issue in {repository}",
            async client => await client.Issue.Create(owner, name, issue) is { Number: > 0 } opened ? opened : null,
            cancellation
        );
        return reply.Select(opened => Known(repository, opened));
    }

    /// <summary>
    /// Searches the newest issues, closed ones included, back to <paramref name="since"/>; null if none carries the
    /// marker.
    /// </summary>
    public async Task<GitHubReply<GitHubIssue?>> FindByMarkerAsync(
        string repository,
        string marker,
        DateTimeOffset since,
        CancellationToken cancellation
    )
    {
        var login = await github.LoginAsync(cancellation);
        if (!login.IsGood)
            return GitHubReply<GitHubIssue?>.Bad(login.Failure);
        var path = new Uri($"repos/{repository}/issues", UriKind.Relative);
        return await github.FindAsync<Issue, GitHubIssue>(
            $"list the issues of {repository}",
            (client, page) => new ApiConnection(client.Connection).GetAll<Issue>(path, NewestOf(login.Value!), page),
            issues =>
                (
                    issues
                        .Where(issue =>
                            IsOurs(issue.User, login.Value!) && Markers.Carries(issue.Body, marker, issue.CreatedAt)
                        )
                        .Select(issue => Known(repository, issue))
                        .FirstOrDefault(),
                    issues.Any(issue => issue.CreatedAt < since)
                ),
            cancellation,
            TextsOnPage
        );
    }

    /// <summary>The issue's Markdown; empty if it has none.</summary>
    public async Task<GitHubReply<string>> ReadBodyAsync(GitHubIssue issue, CancellationToken cancellation)
    {
        var (owner, name) = GitHubRepository.Parse(issue.Repository);
        var reply = await github.ReadAsync(
            $"show issue {issue.Number}",
            client => client.Issue.Get(owner, name, issue.Number),
            cancellation
        );
        return reply.Select(found => found.Body ?? "");
    }

    /// <summary>Replaces the issue's Markdown.</summary>
    public Task<GitHubReply<GitHubIssue>> UpdateBodyAsync(
        GitHubIssue issue,
        string body,
        CancellationToken cancellation
    ) => UpdateAsync(issue, new IssueUpdate { Body = body }, "change", cancellation);

    /// <summary>Closes the issue. Idempotent.</summary>
    public Task<GitHubReply<GitHubIssue>> CloseAsync(GitHubIssue issue, CancellationToken cancellation) =>
        UpdateAsync(issue, new IssueUpdate { State = ItemState.Closed }, "close", cancellation);

    /// <summary>Reopens the issue. Idempotent.</summary>
    public Task<GitHubReply<GitHubIssue>> ReopenAsync(GitHubIssue issue, CancellationToken cancellation) =>
        UpdateAsync(issue, new IssueUpdate { State = ItemState.Open }, "reopen", cancellation);

    /// <summary>Adds a comment. Returns its address.</summary>
    public async Task<GitHubReply<string>> CommentAsync(GitHubIssue issue, string body, CancellationToken cancellation)
    {
        var (owner, name) = GitHubRepository.Parse(issue.Repository);
        var reply = await github.WriteAsync(
            $"comment on issue {issue.Number}",
            client => client.Issue.Comment.Create(owner, name, issue.Number, body),
            cancellation
        );
        return reply.Select(comment => comment.HtmlUrl ?? "");
    }

    /// <summary>Which of the wanted markers are in comments of the token's own account.</summary>
    public async Task<GitHubReply<ImmutableHashSet<string>>> MarkersAsync(
        GitHubIssue issue,
        ImmutableArray<string> wanted,
        CancellationToken cancellation
    )
    {
        var login = await github.LoginAsync(cancellation);
        if (!login.IsGood)
            return GitHubReply<ImmutableHashSet<string>>.Bad(login.Failure);
        var found = ImmutableHashSet<string>.Empty;
        var searched = await ThroughCommentsAsync(
            issue,
            comments =>
            {
                foreach (var ours in comments.Where(comment => IsOurs(comment.User, login.Value!)))
                    found = found.Union(wanted.Where(marker => Markers.Carries(ours.Body, marker, ours.CreatedAt)));
                return found.Count == wanted.Length;
            },
            cancellation
        );
        return searched.IsGood
            ? GitHubReply<ImmutableHashSet<string>>.Good(found)
            : GitHubReply<ImmutableHashSet<string>>.Bad(searched.Failure);
    }

    /// <summary>
    /// The comments of other accounts on the issue, oldest first. Comments with a marker are left out too: another
    /// account of the service may have written them.
    /// </summary>
    /// <param name="counts">By login: whose comments are wanted. All others are left out.</param>
    public async Task<GitHubReply<ImmutableArray<GitHubComment>>> OthersCommentsAsync(
        GitHubIssue issue,
        Func<string, bool> counts,
        CancellationToken cancellation
    )
    {
        var login = await github.LoginAsync(cancellation);
        if (!login.IsGood)
            return GitHubReply<ImmutableArray<GitHubComment>>.Bad(login.Failure);
        var others = ImmutableArray.CreateBuilder<GitHubComment>();
        var reply = await ThroughCommentsAsync(
            issue,
            comments =>
            {
                others.AddRange(
                    comments
                        .Where(comment =>
                            comment.User?.Login is { } author && counts(author) && !IsOurs(comment.User, login.Value!)
                        )
                        .Where(comment => !Markers.CarriesAny(comment.Body, comment.CreatedAt))
                        .Select(comment => new GitHubComment(
                            comment.Id,
                            comment.User!.Login,
                            comment.User.Id,
                            comment.Body ?? ""
                        ))
                );
                return false;
            },
            cancellation
        );
        return reply.Select(_ => others.ToImmutable());
    }

    /// <summary>The wanted labels that the repository has, in the repository's own spelling.</summary>
    public async Task<GitHubReply<ImmutableArray<string>>> ExistingLabelsAsync(
        string repository,
        IEnumerable<string> wanted,
        CancellationToken cancellation
    )
    {
        var (owner, name) = GitHubRepository.Parse(repository);
        var open = wanted.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var existing = ImmutableArray.CreateBuilder<string>();
        var reply = await github.FindAsync<Label, string>(
            $"list the labels of {repository}",
            (client, page) => client.Issue.Labels.GetAllForRepository(owner, name, page),
            labels =>
            {
                existing.AddRange(labels.Select(label => label.Name).Where(open.Remove));
                return (null, open.Count == 0);
            },
            cancellation
        );
        return reply.Select(_ => existing.ToImmutable());
    }

    /// <summary>Uses the same addresses for every caller, so that all of them share the cached answers.</summary>
    private Task<GitHubReply<string?>> ThroughCommentsAsync(
        GitHubIssue issue,
        Func<IReadOnlyList<IssueComment>, bool> isEnough,
        CancellationToken cancellation
    )
    {
        // Octokit's own call also sends a sort order, which GitHub has only for the comments of a whole repository.
        var path = new Uri($"repos/{issue.Repository}/issues/{issue.Number}/comments", UriKind.Relative);
        return github.FindAsync<IssueComment, string>(
            $"list the comments of issue {issue.Number}",
            (client, page) => new ApiConnection(client.Connection).GetAll<IssueComment>(path, page),
            comments => (null, isEnough(comments)),
            cancellation,
            TextsOnPage
        );
    }

    // Octokit's own type for this always sends a "filter", which GitHub has only for the issues of an account. A new
    // dictionary for each call, because Octokit writes the page into it.
    private static Dictionary<string, string> NewestOf(string creator) =>
        new()
        {
            ["creator"] = creator,
            ["state"] = "all",
            ["sort"] = "created",
            ["direction"] = "desc",
        };

    private async Task<GitHubReply<GitHubIssue>> UpdateAsync(
        GitHubIssue issue,
        IssueUpdate change,
        string what,
        CancellationToken cancellation
    )
    {
        var (owner, name) = GitHubRepository.Parse(issue.Repository);
        var reply = await github.WriteAsync(
            $"{what} issue {issue.Number}",
            client => client.Issue.Update(owner, name, issue.Number, change),
            cancellation
        );
        return reply.Select(_ => issue);
    }

    private static GitHubIssue Known(string repository, Issue issue) =>
        new(repository, issue.Number, issue.HtmlUrl ?? "");

    private static bool IsOurs(User? author, string login) =>
        string.Equals(author?.Login, login, StringComparison.OrdinalIgnoreCase);
}
