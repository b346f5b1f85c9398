using System.Text.Json.Nodes;
using OlUpgrade.Sandbox.Emulation;

namespace OlUpgrade.Sandbox.GitHub;

/// <summary>
/// The page for people and its requests. GET /_sandbox/state returns everything it shows, POST /_sandbox/comment adds a
/// person's comment to an issue, POST /_sandbox/commit pushes a commit. POSTs must be JSON, which no page of another
/// origin can send.
/// </summary>
internal sealed class GitHubPage(GitHubSite site)
{
    private readonly EmbeddedPage _files = new("GitHub");

    /// <summary>The reply to a path of the page; null if the path belongs to the API.</summary>
    public EmulatedReply? Handle(EmulatedRequest request)
    {
        if (request.Path == "/_sandbox/comment")
            return Act(request, Comment, "{\"user\":\"cdrini\",\"number\":11500,\"body\":\"The fan is loud.\"}");
        if (request.Path == "/_sandbox/commit")
            return Act(request, Commit, "{\"sha\":\"40 hexadecimal digits\",\"message\":\"What it changes\"}");
        if (!request.Is("GET"))
            return null;
        if (request.Path == "/_sandbox/state")
            return State(request);
        return _files.File(request.Path) ?? (IsOfRepository(request.Path) ? _files.Html : null);
    }

    /// <summary>Performs a POST; its action returns null, or why it was refused.</summary>
    private static EmulatedReply Act(EmulatedRequest request, Func<JsonObject, string?> act, string example)
    {
        if (
            !request.Is("POST")
            || request.MediaType != "application/json"
            || JsonText.Object(request.Body) is not { } body
        )
            return Problem($"send a JSON object by POST: {example}");
        return act(body) is { } problem ? Problem(problem) : EmulatedReply.Json(200, new JsonObject { ["ok"] = true });
    }

    private string? Comment(JsonObject body) =>
        site.Comment(
            JsonText.String(body["user"]) ?? "",
            JsonText.Number(body["number"]) ?? 0,
            JsonText.String(body["body"]) ?? ""
        );

    private string? Commit(JsonObject body) =>
        site.Commit(JsonText.String(body["sha"]) ?? "", JsonText.String(body["message"]) ?? "");

    private static EmulatedReply Problem(string sentence) =>
        EmulatedReply.Json(400, new JsonObject { ["error"] = sentence });

    private bool IsOfRepository(string path) =>
        site.Repositories.Any(repository =>
            path.StartsWith($"/{repository.FullName}", StringComparison.OrdinalIgnoreCase)
        );

    private EmulatedReply State(EmulatedRequest request)
    {
        lock (site.Gate)
        {
            if (request.QueryValue("version") == $"{site.Version}")
                return EmulatedReply.Empty(204);

            var repository = site.Repositories.First();
            return EmulatedReply.Json(
                200,
                new JsonObject
                {
                    ["version"] = site.Version,
                    ["repository"] = repository.FullName,
                    ["people"] = JsonText.Array(GitHubSite.People.Select(Person)),
                    ["issues"] = JsonText.Array(repository.Issues.Select(issue => Issue(repository, issue))),
                    ["refs"] = JsonText.Array(repository.Refs.Select(pair => Ref(repository, pair.Key, pair.Value))),
                }
            );
        }
    }

    private static JsonObject Person(GitHubUser user) => new() { ["login"] = user.Login, ["is_staff"] = user.IsStaff };

    private static JsonObject Issue(GitHubRepository repository, GitHubIssue issue)
    {
        var shown = repository.Json(issue);
        shown["conversation"] = JsonText.Array(issue.Comments.Select(each => repository.Json(issue, each)));
        return shown;
    }

    private static JsonObject Ref(GitHubRepository repository, string full, string sha) =>
        new()
        {
            ["ref"] = full,
            ["sha"] = sha,
            ["message"] = repository.Commits[sha].Message,
        };
}
