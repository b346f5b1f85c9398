namespace OlUpgrade.Hosting.Configuration;

/// <summary>GitHub's settings with the token read.</summary>
public sealed record GitHubOptionsRead(Uri BaseAddress, Secret Token);
