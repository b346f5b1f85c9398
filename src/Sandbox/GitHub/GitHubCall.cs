using System.Text.Json.Nodes;
using OlUpgrade.Sandbox.Emulation;

namespace OlUpgrade.Sandbox.GitHub;

/// <summary>One request with its token and body. Without a token the caller may only read.</summary>
internal sealed record GitHubCall(GitHubSite Site, EmulatedRequest Request, GitHubToken? Token, JsonObject Body)
{
    public DateTimeOffset Now => Site.Now;

    public bool MayPush => Token?.MayPush ?? false;

    /// <summary>The caller; calls without a token never reach a method that asks for it.</summary>
    public GitHubUser User => Token?.User ?? throw new InvalidOperationException("The caller is anonymous.");

    public string? Text(string name) => JsonText.String(Body[name]);

    public string? Query(string name) => Request.QueryValue(name);

    /// <summary>The refusal of a body with a missing or unknown name; null if there is none.</summary>
    public EmulatedReply? Refuse(IReadOnlyCollection<string> known, params IEnumerable<string> required)
    {
        if (required.FirstOrDefault(name => Body[name] is null) is { } missing)
            return GitHubAnswer.Malformed($"\"{missing}\" wasn't supplied.");
        return Body.FirstOrDefault(pair => !known.Contains(pair.Key)).Key is { } unknown
            ? GitHubAnswer.Malformed($"\"{unknown}\" is not a permitted key.")
            : null;
    }
}
