namespace OlUpgrade.Sandbox.GitHub;

/// <summary>A credential: whose it is, and whether it may write to repositories or only read and open issues.</summary>
internal sealed record GitHubToken(GitHubUser User, bool MayPush);
