namespace OlUpgrade.GitHub;

/// <summary>How GitHub is reached and as which account. The token never appears in this type's texts.</summary>
/// <param name="Token">A fine-grained token with write access to issues and contents. Required.</param>
/// <param name="BaseAddress">
/// <see cref="PublicAddress"/>, or <c>https://HOST/api/v3/</c> for GitHub Enterprise; the path is kept as given.
/// </param>
public sealed record GitHubOptions(string Token, Uri BaseAddress)
{
    /// <summary>The API of github.com.</summary>
    public static Uri PublicAddress { get; } = new("https://api.github.com/");

    /// <summary>Limit for one request.</summary>
    /// <value>The default is 30 seconds.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Limit for the pages of one list, at 100 entries each. A longer list is a failure.</summary>
    /// <value>The default is 10.</value>
    public int PageLimit { get; init; } = 10;

    /// <summary>How the service marks what it writes.</summary>
    /// <value>Without a code by default; the service sets its own.</value>
    public GitHubMarkers Markers { get; init; } = GitHubMarkers.WithoutCode;

    public override string ToString() => $"GitHub at {BaseAddress}";
}
