using OlUpgrade.GitHub;
using OlUpgrade.Wire;

namespace OlUpgrade.Spec.GitHubOpenApi;

/// <summary>
/// All public calls of the client. A new call gets an entry here, with mistakes that spoil it, and a line in the table
/// "Calls" of docs/wire/github.md.
/// </summary>
internal sealed class EveryCall(GitHubConnection github, Uri address, GitHubIssue issue, string sha)
{
    private const string Repository = "internetarchive/openlibrary";
    private const string Repo = "/repos/{owner}/{repo}";
    private const string At = $"/repos/{Repository}";

    private static readonly HttpClient Http = new();

    private readonly GitHubIssues _issues = new(github);
    private readonly GitHubBranches _branches = new(github);
    private readonly GitHubRights _rights = new(github);

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public IEnumerable<ClientCall> All => [.. Reading, .. Writing, Clock];

    private IEnumerable<ClientCall> Reading =>
        [
            Call(nameof(github.LoginAsync), "GET /user", () => github.LoginAsync(Now), Spoil.Nowhere("/me")),
            Call(
                nameof(_rights.InAsync),
                $"GET {Repo}",
                () => _rights.InAsync(Repository, Now),
                Spoil.Nowhere("/repos/openlibrary")
            ),
            Call(
                nameof(_issues.FindByMarkerAsync),
                $"GET {Repo}/issues",
                () => _issues.FindByMarkerAsync(Repository, "none", DateTimeOffset.UnixEpoch, Now),
                Spoil.Asking("state", "any", "query /state must be equal to one of the allowed values"),
                Spoil.Asking("filter", "all", "query must NOT have additional properties filter")
            ),
            Call(
                nameof(_issues.ReadBodyAsync),
                $"GET {Repo}/issues/{{issue_number}}",
                () => _issues.ReadBodyAsync(issue, Now),
                Spoil.At($"{At}/issues/forty-one", "path /issue_number must be integer")
            ),
            Call(
                nameof(_issues.MarkersAsync),
                $"GET {Repo}/issues/{{issue_number}}/comments",
                () => _issues.MarkersAsync(issue, ["none"], Now),
                Spoil.Asking("since", "yesterday", "query /since must match format \"date-time\"")
            ),
            Call(
                nameof(_issues.OthersCommentsAsync),
                $"GET {Repo}/issues/{{issue_number}}/comments",
                () => _issues.OthersCommentsAsync(issue, _ => true, Now),
                Spoil.Asking("sort", "created", "query must NOT have additional properties sort")
            ),
            Call(
                nameof(_issues.ExistingLabelsAsync),
                $"GET {Repo}/labels",
                () => _issues.ExistingLabelsAsync(Repository, ["none"], Now),
                Spoil.Asking("per_page", "all", "query /per_page must be integer")
            ),
            Call(
                nameof(_branches.CommitOfAsync),
                $"GET {Repo}/commits/{{ref}}",
                () => _branches.CommitOfAsync(Repository, "production", Now),
                Spoil.Nowhere($"{At}/commits/")
            ),
            Call(
                nameof(_branches.FindAsync),
                $"GET {Repo}/git/ref/{{ref}}",
                () => _branches.FindAsync(Repository, "master", Now),
                Spoil.Nowhere($"{At}/git/refs/heads/master")
            ),
            Call(
                nameof(_branches.NamesStartingWithAsync),
                $"GET {Repo}/git/matching-refs/{{ref}}",
                () => _branches.NamesStartingWithAsync(Repository, "rollback-", Now),
                Spoil.Asking("page", "1", "query must NOT have additional properties page")
            ),
        ];

    private IEnumerable<ClientCall> Writing =>
        [
            Call(
                nameof(_issues.OpenAsync),
                $"POST {Repo}/issues",
                () => _issues.OpenAsync(Repository, "Title", "Body", ["Affects: Operations"], Now),
                Spoil.Without("title"),
                Spoil.With("labels", "Affects: Operations", "body /labels must be array"),
                Spoil.With("assignees", "mek", "body /assignees must be array")
            ),
            Call(
                nameof(_issues.UpdateBodyAsync),
                $"PATCH {Repo}/issues/{{issue_number}}",
                () => _issues.UpdateBodyAsync(issue, "New", Now),
                Spoil.With("body", 7, "body /body must be string")
            ),
            Call(
                nameof(_issues.CloseAsync),
                $"PATCH {Repo}/issues/{{issue_number}}",
                () => _issues.CloseAsync(issue, Now),
                Spoil.With("state", "shut", "body /state must be equal to one of the allowed values")
            ),
            Call(
                nameof(_issues.ReopenAsync),
                $"PATCH {Repo}/issues/{{issue_number}}",
                () => _issues.ReopenAsync(issue, Now),
                Spoil.With("state", "ajar", "body /state must be equal to one of the allowed values")
            ),
            Call(
                nameof(_issues.CommentAsync),
                $"POST {Repo}/issues/{{issue_number}}/comments",
                () => _issues.CommentAsync(issue, "Done", Now),
                Spoil.Without("body")
            ),
            Call(
                nameof(_branches.CreateAsync),
                $"POST {Repo}/git/refs",
                () => _branches.CreateAsync(Repository, "rollback-2026-10-05-9", sha, Now),
                Spoil.Without("sha"),
                Spoil.With("ref", 7, "body /ref must be string")
            ),
            Call(
                nameof(_branches.DeleteAsync),
                $"DELETE {Repo}/git/refs/{{ref}}",
                () => _branches.DeleteAsync(Repository, "rollback-2026-10-05-9", Now),
                Spoil.Nowhere($"{At}/git/ref/heads/rollback-2026-10-05-9")
            ),
        ];

    private ClientCall Clock => new("the doctor's clock", "HEAD /", ClockAsync, [Spoil.Nowhere("/nowhere")]);

    private static ClientCall Call<T>(
        string name,
        string operation,
        Func<Task<GitHubReply<T>>> send,
        params Spoil[] spoils
    ) => new(name, operation, async () => (await send()).Failure?.Sentence, spoils);

    private async Task<string?> ClockAsync() =>
        (await ServiceClock.ReadAsync(Http, address, TimeSpan.FromMinutes(1), TimeProvider.System, Now)).Seen;
}
