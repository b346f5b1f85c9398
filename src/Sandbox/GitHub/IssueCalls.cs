using System.Text.Json;
using System.Text.Json.Nodes;
using OlUpgrade.Sandbox.Emulation;

namespace OlUpgrade.Sandbox.GitHub;

/// <summary>Issues: create, list, update.</summary>
internal static class IssueCalls
{
    public const int BodyLimit = 65_536;
    private const int TitleLimit = 256;

    private static readonly string[] NewKeys =
    [
        "title",
        "body",
        "labels",
        "assignee",
        "assignees",
        "milestone",
        "type",
    ];

    private static readonly string[] Lists = ["labels", "assignees"];

    private static readonly string[] UpdateKeys = [.. NewKeys, "state", "state_reason"];

    public static EmulatedReply Create(GitHubCall call, GitHubRepository repository)
    {
        if (call.Refuse(NewKeys, "title") is { } malformed)
            return malformed;
        if ((CheckTexts(call) ?? CheckLists(call)) is { } invalid)
            return invalid;

        var issue = repository.Open(call.User, call.Text("title")!, call.Text("body"), call.Now);
        ApplyLists(call, repository, issue);
        call.Site.Touch();
        return EmulatedReply
            .Json(201, repository.Json(issue))
            .With("Location", $"{repository.Url}/issues/{issue.Number}");
    }

    public static EmulatedReply Update(GitHubCall call, GitHubRepository repository, GitHubIssue issue)
    {
        if (!call.MayPush && call.User.Id != issue.Author.Id)
            return GitHubAnswer.Forbidden;
        if (call.Refuse(UpdateKeys) is { } malformed)
            return malformed;
        if ((CheckTexts(call) ?? CheckLists(call) ?? CheckState(call)) is { } invalid)
            return invalid;

        Apply(call, repository, issue);
        call.Site.Touch();
        return EmulatedReply.Json(200, repository.Json(issue));
    }

    public static EmulatedReply List(GitHubCall call, GitHubRepository repository)
    {
        var state = call.Query("state") ?? "open";
        if (state is not ("open" or "closed" or "all"))
            return GitHubAnswer.Malformed($"\"{state}\" is not one of open, closed, all.");
        var since = call.Query("since") is { } text ? Rfc3339.Read(text) : DateTimeOffset.MinValue;
        if (since is null)
            return GitHubAnswer.Malformed("\"since\" is not a timestamp.");

        var labels = (call.Query("labels") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        var found = repository
            .Issues.Where(issue => (state == "all" || issue.State == state) && Second(issue.UpdatedAt) >= since)
            .Where(issue => call.Query("creator") is not { } creator || issue.Author.Login == creator)
            .Where(issue => labels.All(wanted => HasLabel(issue, wanted)));
        return GitHubPaging.Cut(call, [.. Sort(call, found).Select(repository.Json)]);
    }

    /// <summary>The refusal of a text that is not a string or too long; null if there is none.</summary>
    public static EmulatedReply? CheckText(GitHubCall call, string resource, string field, int limit)
    {
        if (call.Body[field] is not { } value)
            return null;
        if (value.GetValueKind() is not JsonValueKind.String)
            return GitHubAnswer.Malformed($"For 'properties/{field}', {value.ToJsonString()} is not a string.");
        return value.GetValue<string>().Length > limit
            ? GitHubAnswer.Invalid(resource, field, "custom", $"{field} is too long (maximum is {limit} characters)")
            : null;
    }

    private static EmulatedReply? CheckTexts(GitHubCall call)
    {
        if (call.Text("title") is { } title && string.IsNullOrWhiteSpace(title))
            return GitHubAnswer.Invalid("Issue", "title", "missing_field");
        return CheckText(call, "Issue", "title", TitleLimit) ?? CheckText(call, "Issue", "body", BodyLimit);
    }

    private static EmulatedReply? CheckLists(GitHubCall call)
    {
        if (Lists.FirstOrDefault(field => call.Body[field] is not (null or JsonArray)) is { } wrong)
            return GitHubAnswer.Malformed(
                $"For 'properties/{wrong}', {call.Body[wrong]!.ToJsonString()} is not an array."
            );
        if (Names(call, "labels") is { } labels && labels.Any(string.IsNullOrWhiteSpace))
            return GitHubAnswer.Invalid("Label", "name", "missing_field");
        if (call.Body["milestone"] is not null)
            return GitHubAnswer.Invalid("Issue", "milestone", "invalid");
        return call.MayPush && Names(call, "assignees")?.Any(login => GitHubSite.User(login) is null) == true
            ? GitHubAnswer.Invalid("Issue", "assignees", "invalid")
            : null;
    }

    private static EmulatedReply? CheckState(GitHubCall call)
    {
        if (call.Body["state"] is not null && call.Text("state") is not ("open" or "closed"))
            return GitHubAnswer.Invalid("Issue", "state", "invalid");
        return
            call.Body["state_reason"] is not null
            && call.Text("state_reason") is not ("completed" or "not_planned" or "duplicate" or "reopened")
            ? GitHubAnswer.Invalid("Issue", "state_reason", "invalid")
            : null;
    }

    private static void Apply(GitHubCall call, GitHubRepository repository, GitHubIssue issue)
    {
        issue.Title = call.Text("title") ?? issue.Title;
        issue.Body = call.Text("body") ?? issue.Body;
        ApplyLists(call, repository, issue);
        if (call.Text("state") == "closed")
            issue.Close(call.User, call.Text("state_reason") ?? "completed", call.Now);
        else if (call.Text("state") == "open")
            issue.Reopen();
        issue.UpdatedAt = call.Now;
    }

    /// <summary>Labels and assignees from callers who may not push are dropped silently, as on GitHub.</summary>
    private static void ApplyLists(GitHubCall call, GitHubRepository repository, GitHubIssue issue)
    {
        if (!call.MayPush)
            return;
        if (Names(call, "labels") is { } labels)
            issue.Labels = [.. labels.Select(repository.Label).DistinctBy(label => label.Id)];
        if (Names(call, "assignees") is { } logins)
            issue.Assignees = [.. logins.Select(login => GitHubSite.User(login)!)];
    }

    /// <summary>A list of names, each given as a string or as an object with a name.</summary>
    private static List<string>? Names(GitHubCall call, string field) =>
        (call.Body[field] as JsonArray)
            ?.Select(each => JsonText.String(each) ?? JsonText.String((each as JsonObject)?["name"]) ?? "")
            .ToList();

    private static bool HasLabel(GitHubIssue issue, string wanted) =>
        issue.Labels.Exists(label => label.Name.Equals(wanted.Trim(), StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<GitHubIssue> Sort(GitHubCall call, IEnumerable<GitHubIssue> issues)
    {
        var ascending = call.Query("sort") switch
        {
            "updated" => issues.OrderBy(issue => issue.UpdatedAt).ThenBy(issue => issue.Number),
            "comments" => issues.OrderBy(issue => issue.Comments.Count).ThenBy(issue => issue.Number),
            _ => issues.OrderBy(issue => issue.CreatedAt).ThenBy(issue => issue.Number),
        };
        return call.Query("direction") == "asc" ? ascending : ascending.Reverse();
    }

    private static DateTimeOffset Second(DateTimeOffset instant) =>
        DateTimeOffset.FromUnixTimeSeconds(instant.ToUnixTimeSeconds());
}
