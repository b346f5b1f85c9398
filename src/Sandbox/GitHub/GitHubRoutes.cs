using OlUpgrade.Sandbox.Emulation;

namespace OlUpgrade.Sandbox.GitHub;

/// <summary>Routes requests to calls. Every other path is a 404, as on GitHub.</summary>
internal static class GitHubRoutes
{
    public static EmulatedReply Answer(GitHubCall call, string[] path)
    {
        var method = call.Request.Method.ToUpperInvariant();
        if (path is ["user"] && method == "GET")
            return Me(call);
        if (path is ["rate_limit"] && method == "GET")
            return EmulatedReply.Json(200, call.Site.Budget.ToJson());
        if (
            path is not ["repos", var owner, var name, .. var rest]
            || call.Site.Repository(owner, name) is not { } found
        )
            return GitHubAnswer.NotFound;
        if (method != "GET" && call.Token is null)
            return GitHubAnswer.Problem(401, "Requires authentication");

        return rest is ["issues", ..]
            ? OfIssues(call, found, method, rest[1..])
            : OfRepository(call, found, method, rest);
    }

    private static EmulatedReply OfIssues(GitHubCall call, GitHubRepository repository, string method, string[] path) =>
        (method, path) switch
        {
            ("GET", []) => IssueCalls.List(call, repository),
            ("POST", []) => IssueCalls.Create(call, repository),
            ("GET", ["comments", var id]) => CommentCalls.One(repository, id),
            ("PATCH", ["comments", var id]) => CommentCalls.Update(call, repository, id),
            (_, [var number, .. var rest]) when repository.Issue(number) is { } issue => OfIssue(
                call,
                repository,
                issue,
                method,
                rest
            ),
            _ => GitHubAnswer.NotFound,
        };

    private static EmulatedReply OfIssue(
        GitHubCall call,
        GitHubRepository repository,
        GitHubIssue issue,
        string method,
        string[] path
    ) =>
        (method, path) switch
        {
            ("GET", []) => EmulatedReply.Json(200, repository.Json(issue)),
            ("PATCH", []) => IssueCalls.Update(call, repository, issue),
            ("GET", ["comments"]) => CommentCalls.List(call, repository, issue),
            ("POST", ["comments"]) => CommentCalls.Create(call, repository, issue),
            _ => GitHubAnswer.NotFound,
        };

    private static EmulatedReply OfRepository(
        GitHubCall call,
        GitHubRepository repository,
        string method,
        string[] path
    ) =>
        (method, path) switch
        {
            ("GET", []) => EmulatedReply.Json(200, repository.ToJson(call.MayPush)),
            ("GET", ["labels"]) => Labels(call, repository),
            ("GET", ["labels", var name]) => Label(repository, name),
            ("POST", ["git", "refs"]) => RefCalls.Create(call, repository),
            ("GET", ["git", "ref", .. var name]) => RefCalls.One(repository, Join(name)),
            ("GET", ["git", "refs", .. var name]) => RefCalls.OneOrMatching(repository, Join(name)),
            ("DELETE", ["git", "refs", .. var name]) => RefCalls.Delete(call, repository, Join(name)),
            ("GET", ["git", "matching-refs", .. var name]) => RefCalls.Matching(repository, Join(name)),
            ("GET", ["branches"]) => RefCalls.Branches(call, repository),
            ("GET", ["branches", .. var name]) => RefCalls.Branch(repository, Join(name)),
            ("GET", ["commits", .. var reference]) => RefCalls.Commit(repository, Join(reference)),
            _ => GitHubAnswer.NotFound,
        };

    private static EmulatedReply Me(GitHubCall call) =>
        call.Token is null
            ? GitHubAnswer.Problem(401, "Requires authentication")
            : EmulatedReply.Json(200, call.User.ToJson(call.Site.Address));

    private static EmulatedReply Labels(GitHubCall call, GitHubRepository repository) =>
        GitHubPaging.Cut(call, [.. repository.Labels.Values.Select(label => label.ToJson(repository.Url))]);

    private static EmulatedReply Label(GitHubRepository repository, string name) =>
        repository.Labels.TryGetValue(name, out var label)
            ? EmulatedReply.Json(200, label.ToJson(repository.Url))
            : GitHubAnswer.NotFound;

    private static string Join(string[] parts) => string.Join('/', parts);
}
