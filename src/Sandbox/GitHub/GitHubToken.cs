namespace OlUpgrade.Sandbox.GitHub;

/// <summary>A token of a user. Without <paramref name="MayPush"/> it may only read, open issues and comment.</summary>
internal sealed record GitHubToken(GitHubUser User, bool MayPush);
