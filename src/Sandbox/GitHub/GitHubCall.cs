using System.Text.Json.Nodes;
using OlUpgrade.Sandbox.Emulation;

namespace OlUpgrade.Sandbox.GitHub;

/// <summary>One authenticated request: by whom, and with what body. Without a token the caller may only read.</summary>
internal sealed record GitHubCall(GitHubSite Site, EmulatedRequest Request, GitHubToken? Token, JsonObject Body)
{
    public DateTimeOffset Now => Site.Now;

    public bool MayPush => Token?.MayPush ?? false;

    /// <summary>Callers without a token never come as far as a method that asks who they are.</summary>
    public GitHubUser User => Token?.User ?? throw new InvalidOperationException("The caller is anonymous.");

    public string? Text(string name) => JsonText.String(Body[name]);

    public string? Query(string name) => Request.QueryValue(name);

    /// <summary>What is wrong with the names in the body, or null.</summary>
    public EmulatedReply? Refuse(IReadOnlyCollection<string> known, params IEnumerable<string> required)
    {
        if (required.FirstOrDefault(name => Body[name] is null) is { } missing)
            return GitHubAnswer.Malformed($"\"{missing}\" wasn't supplied.");
        return Body.FirstOrDefault(pair => !known.Contains(pair.Key)).Key is { } unknown
            ? GitHubAnswer.Malformed($"\"{unknown}\" is not a permitted key.")
            : null;
    }
}
