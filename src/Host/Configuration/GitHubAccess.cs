namespace OlUpgrade.Hosting.Configuration;

/// <summary>The checked <see cref="GitHubSettings"/>, with the token read.</summary>
/// <param name="BaseAddress">Ends with a slash.</param>
public sealed record GitHubAccess(Uri BaseAddress, Secret Token)
{
    /// <summary>Time between two reads of the comments on the tracking issues. Not a setting.</summary>
    /// <value>1 minute.</value>
    public TimeSpan CommentsEvery { get; init; } = TimeSpan.FromMinutes(1);
}
