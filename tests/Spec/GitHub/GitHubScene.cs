using System.Text.Json;
using OlUpgrade.GitHub;
using OlUpgrade.Spec.Wire;

namespace OlUpgrade.Spec.GitHub;

/// <summary>Octokit against a stand-in for GitHub that speaks raw JSON, at an Enterprise address.</summary>
internal sealed class GitHubScene
{
    public const string Repository = "internetarchive/openlibrary";
    public const string Issues = $"/repos/{Repository}/issues";
    public const string Refs = $"/repos/{Repository}/git/refs";

    public GitHubScene()
    {
        Options = new GitHubOptions("ghp_secret", new("https://github.test/api/v3")) { PageLimit = 3 };
        Connection = new GitHubConnection(Outside, Options, Time);
        Answers("GET", "/user", """{"login":"ol-bot","id":9}""");
    }

    public Outside Outside { get; } = new();

    // Requests may take 30 s here; pauses are shorter.
    public InlineTime Time { get; } = new() { LimitsFrom = TimeSpan.FromSeconds(30) };

    public GitHubOptions Options { get; }

    public GitHubConnection Connection { get; }

    public static string Key(string method, string path) => $"{method} /api/v3{path}";

    public IReadOnlyList<Asked> Calls(string method, string path) => [.. Outside.AskedFor(Key(method, path))];

    public GitHubScene Answers(
        string method,
        string path,
        string body,
        int status = 200,
        string? retryAfter = null,
        string? etag = null
    )
    {
        Outside.Answers(Key(method, path), body, status, retryAfter: retryAfter, etag: etag);
        return this;
    }

    public GitHubScene LosesAnswer(string method, string path)
    {
        Outside.LosesAnswer(Key(method, path));
        return this;
    }

    /// <summary>An issue as a list or a creation returns it.</summary>
    public static string Issue(
        int number,
        string marker,
        string author = "ol-bot",
        string createdAt = "2026-10-05T09:00:30Z"
    ) =>
        $$"""
            {"id":{{number}}000,"number":{{number}},"state":"open","title":"t","html_url":"https://github.test/{{number}}",
             "user":{"login":"{{author}}","id":9},"created_at":"{{createdAt}}","updated_at":"{{createdAt}}",
             "body":"<!-- olupgrade:{{marker}} -->\ntext"}
            """;

    public static string Comment(string marker, string author = "ol-bot") =>
        $$"""
            {"id":5,"html_url":"https://github.test/41#5","user":{"login":"{{author}}","id":9},
             "created_at":"2026-10-05T09:00:30Z","body":"done\n\n<!-- olupgrade:{{marker}} -->"}
            """;

    /// <summary>A comment that a person wrote.</summary>
    public static string Said(long id, string author, string text) =>
        $$"""
            {"id":{{id}},"html_url":"https://github.test/41#{{id}}","user":{"login":"{{author}}","id":7},
             "created_at":"2026-10-05T09:00:30Z","body":{{JsonSerializer.Serialize(text)}}}
            """;

    public static string Reference(string branch, string sha) =>
        $$"""
            {"ref":"refs/heads/{{branch}}","node_id":"x","url":"https://github.test/r",
             "object":{"type":"commit","sha":"{{sha}}","url":"https://github.test/c"} }
            """;
}
