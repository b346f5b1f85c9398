namespace OlUpgrade.GitHub;

/// <summary>How GitHub is reached and as whom. The token appears in no text that this type makes.</summary>
/// <param name="Token">A fine-grained token with issues and contents to write. Required.</param>
/// <param name="BaseAddress">
/// <c>https://api.github.com/</c>, or <c>https://HOST/api/v3/</c> at an Enterprise address; the path is kept as given.
/// </param>
public sealed record GitHubOptions(string Token, Uri BaseAddress)
{
    public static Uri PublicAddress { get; } = new("https://api.github.com/");

    /// <summary>How long one request may take.</summary>
    /// <value>The default is 30 seconds.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many pages of a list are read at most. What lies behind them is not known.</summary>
    /// <value>The default is 10, of 100 entries each.</value>
    public int PageLimit { get; init; } = 10;

    public override string ToString() => $"GitHub at {BaseAddress}";
}
