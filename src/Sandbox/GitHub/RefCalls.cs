using System.Text.RegularExpressions;
using OlUpgrade.Sandbox.Emulation;

namespace OlUpgrade.Sandbox.GitHub;

/// <summary>Git references, branches and commits.</summary>
internal static partial class RefCalls
{
    private const string Heads = "refs/heads/";
    private static readonly string[] Keys = ["ref", "sha"];

    public static EmulatedReply Create(GitHubCall call, GitHubRepository repository)
    {
        if (!call.MayPush)
            return GitHubAnswer.Forbidden;
        if (call.Refuse(Keys, Keys) is { } malformed)
            return malformed;

        var (full, sha) = (call.Text("ref") ?? "", call.Text("sha") ?? "");
        if (Fault(repository, full, sha) is { } fault)
            return GitHubAnswer.Problem(422, fault);

        repository.Refs[full] = sha;
        call.Site.Touch();
        return EmulatedReply.Json(201, repository.Ref(full)).With("Location", $"{repository.Url}/git/{full}");
    }

    public static EmulatedReply Delete(GitHubCall call, GitHubRepository repository, string name)
    {
        if (!call.MayPush)
            return GitHubAnswer.Forbidden;
        if (!repository.Refs.Remove($"refs/{name}"))
            return GitHubAnswer.Problem(422, "Reference does not exist");
        call.Site.Touch();
        return EmulatedReply.Empty(204);
    }

    /// <summary>Only the exact reference.</summary>
    public static EmulatedReply One(GitHubRepository repository, string name) =>
        repository.Refs.ContainsKey($"refs/{name}")
            ? EmulatedReply.Json(200, repository.Ref($"refs/{name}"))
            : GitHubAnswer.NotFound;

    /// <summary>The older path: the exact reference, or otherwise all that start with the name.</summary>
    public static EmulatedReply OneOrMatching(GitHubRepository repository, string name)
    {
        if (repository.Refs.ContainsKey($"refs/{name}"))
            return One(repository, name);
        return Matches(repository, name).Any() ? Matching(repository, name) : GitHubAnswer.NotFound;
    }

    /// <summary>All references that start with the name. This list has no pages.</summary>
    public static EmulatedReply Matching(GitHubRepository repository, string name) =>
        EmulatedReply.Json(200, JsonText.Array(Matches(repository, name).Select(repository.Ref)));

    public static EmulatedReply Branches(GitHubCall call, GitHubRepository repository) =>
        GitHubPaging.Cut(call, [.. Matches(repository, "heads/").Select(repository.Branch)]);

    public static EmulatedReply Branch(GitHubRepository repository, string name) =>
        repository.Refs.ContainsKey(Heads + name)
            ? EmulatedReply.Json(200, repository.Branch(Heads + name))
            : GitHubAnswer.Problem(404, "Branch not found");

    public static EmulatedReply Commit(GitHubRepository repository, string reference) =>
        repository.Resolve(reference) is { } commit
            ? EmulatedReply.Json(200, repository.Json(commit))
            : GitHubAnswer.Problem(422, $"No commit found for SHA: {reference}");

    private static IEnumerable<string> Matches(GitHubRepository repository, string name) =>
        repository.Refs.Keys.Where(full => full.StartsWith($"refs/{name}", StringComparison.Ordinal));

    private static string? Fault(GitHubRepository repository, string full, string sha)
    {
        if (!full.StartsWith("refs/", StringComparison.Ordinal))
            return "Reference name must start with 'refs/'.";
        if (full.Count(letter => letter == '/') < 2)
            return "Reference name must contain at least three slash-separated components.";
        if (!IsValid(full))
            return $"{full} is not a valid ref name.";
        if (!Sha().IsMatch(sha))
            return "The sha parameter must be exactly 40 characters and contain only [0-9a-f].";
        if (!repository.Commits.ContainsKey(sha))
            return "Object does not exist";
        if (repository.Refs.ContainsKey(full))
            return "Reference already exists";
        return repository.Refs.Keys.Any(other => IsInside(other, full) || IsInside(full, other))
            ? "Reference update failed"
            : null;
    }

    /// <summary>The rules of git check-ref-format.</summary>
    private static bool IsValid(string full) =>
        !Forbidden().IsMatch(full)
        && full.Split('/')
            .All(part => part.Length > 0 && part[0] != '.' && !part.EndsWith(".lock", StringComparison.Ordinal))
        && full[^1] != '.';

    private static bool IsInside(string full, string folder) => full.StartsWith(folder + "/", StringComparison.Ordinal);

    [GeneratedRegex(@"[\x00-\x20\x7f~^:?*\[\\]|\.\.|@\{", RegexOptions.None, 1_000)]
    private static partial Regex Forbidden();

    [GeneratedRegex("^[0-9a-f]{40}$", RegexOptions.None, 1_000)]
    private static partial Regex Sha();
}
