using System.Text.Json.Nodes;
using OlUpgrade.Sandbox.Emulation;

namespace OlUpgrade.Sandbox.GitHub;

/// <summary>The page for people, which only reads: GET /_sandbox/state is everything it shows.</summary>
internal sealed class GitHubPage(GitHubSite site)
{
    private readonly EmbeddedPage _files = new("GitHub");

    /// <summary>The answer to a path of the page; null when the path belongs to the API.</summary>
    public EmulatedReply? Handle(EmulatedRequest request)
    {
        if (!request.Is("GET"))
            return null;
        if (request.Path == "/_sandbox/state")
            return State(request);
        return _files.File(request.Path) ?? (IsOfRepository(request.Path) ? _files.Html : null);
    }

    private bool IsOfRepository(string path) => site.Repositories.Any(repository =>
        path.StartsWith($"/{repository.FullName}", StringComparison.OrdinalIgnoreCase));

    private EmulatedReply State(EmulatedRequest request)
    {
        lock (site.Gate)
        {
            if (request.QueryValue("version") == $"{site.Version}")
                return EmulatedReply.Empty(204);

            var repository = site.Repositories.First();
            return EmulatedReply.Json(200, new JsonObject
            {
                ["version"] = site.Version,
                ["repository"] = repository.FullName,
                ["issues"] = JsonText.Array(repository.Issues.Select(issue => Issue(repository, issue))),
                ["refs"] = JsonText.Array(repository.Refs.Select(pair => Ref(repository, pair.Key, pair.Value))),
            });
        }
    }

    private static JsonObject Issue(GitHubRepository repository, GitHubIssue issue)
    {
        var shown = repository.Json(issue);
        shown["conversation"] = JsonText.Array(issue.Comments.Select(each => repository.Json(issue, each)));
        return shown;
    }

    private static JsonObject Ref(GitHubRepository repository, string full, string sha) => new()
    {
        ["ref"] = full,
        ["sha"] = sha,
        ["message"] = repository.Commits[sha].Message,
    };
}
