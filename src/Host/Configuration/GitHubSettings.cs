namespace OlUpgrade.Hosting.Configuration;

/// <summary>How GitHub is reached. The token comes from the environment or from a file.</summary>
public sealed class GitHubSettings
{
    public string BaseAddress { get; set; } = "https://api.github.com/";

    /// <summary>A fine-grained token, for the environment only.</summary>
    public string Token { get; set; } = "";

    public string TokenFile { get; set; } = "";
}
