using OlUpgrade.Sandbox.Emulation;

namespace OlUpgrade.Sandbox.GitHub;

/// <summary>Comments on issues: create, get, list, update.</summary>
internal static class CommentCalls
{
    private static readonly string[] Keys = ["body"];

    public static EmulatedReply Create(GitHubCall call, GitHubRepository repository, GitHubIssue issue)
    {
        if (Refuse(call) is { } refusal)
            return refusal;

        var comment = repository.Comment(issue, call.User, call.Text("body")!, call.Now);
        call.Site.Touch();
        return EmulatedReply
            .Json(201, repository.Json(issue, comment))
            .With("Location", $"{repository.Url}/issues/comments/{comment.Id}");
    }

    public static EmulatedReply List(GitHubCall call, GitHubRepository repository, GitHubIssue issue)
    {
        var since = call.Query("since") is { } text ? Rfc3339.Read(text) : DateTimeOffset.MinValue;
        return since is null
            ? GitHubAnswer.Malformed("\"since\" is not a timestamp.")
            : GitHubPaging.Cut(
                call,
                [
                    .. issue
                        .Comments.Where(comment => comment.UpdatedAt >= since)
                        .Select(comment => repository.Json(issue, comment)),
                ]
            );
    }

    public static EmulatedReply One(GitHubRepository repository, string id) =>
        Find(repository, id) is var (issue, comment)
            ? EmulatedReply.Json(200, repository.Json(issue, comment))
            : GitHubAnswer.NotFound;

    public static EmulatedReply Update(GitHubCall call, GitHubRepository repository, string id)
    {
        if (Find(repository, id) is not var (issue, comment))
            return GitHubAnswer.NotFound;
        if (!call.MayPush && call.User.Id != comment.Author.Id)
            return GitHubAnswer.Forbidden;
        if (Refuse(call) is { } refusal)
            return refusal;

        comment.Edit(call.Text("body")!, call.Now);
        issue.UpdatedAt = call.Now;
        call.Site.Touch();
        return EmulatedReply.Json(200, repository.Json(issue, comment));
    }

    private static EmulatedReply? Refuse(GitHubCall call)
    {
        if (call.Refuse(Keys, "body") is { } malformed)
            return malformed;
        if (IssueCalls.CheckText(call, "IssueComment", "body", IssueCalls.BodyLimit) is { } invalid)
            return invalid;
        return string.IsNullOrWhiteSpace(call.Text("body"))
            ? GitHubAnswer.Invalid("IssueComment", "data", "unprocessable", "Body cannot be blank")
            : null;
    }

    private static (GitHubIssue Issue, GitHubComment Comment)? Find(GitHubRepository repository, string id)
    {
        foreach (var issue in repository.Issues)
            if (issue.Comments.Find(comment => $"{comment.Id}" == id) is { } comment)
                return (issue, comment);
        return null;
    }
}
