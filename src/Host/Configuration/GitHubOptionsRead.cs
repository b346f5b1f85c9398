namespace OlUpgrade.Hosting.Configuration;

/// <summary>GitHub's settings with the token read.</summary>
public sealed record GitHubOptionsRead(Uri BaseAddress, Secret Token)
{
    /// <summary>Between two looks at what people wrote on the tracking issues; no setting.</summary>
    /// <value>Default one minute.</value>
    public TimeSpan CommentsEvery { get; init; } = TimeSpan.FromMinutes(1);
}
