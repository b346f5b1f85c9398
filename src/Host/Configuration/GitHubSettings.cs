namespace OlUpgrade.Hosting.Configuration;

/// <summary>
/// How GitHub is reached and as which account. Exactly one of <see cref="Token"/> and <see cref="TokenFile"/> is
/// required.
/// </summary>
public sealed class GitHubSettings
{
    /// <summary>The address of the REST API. For GitHub Enterprise: <c>https://HOST/api/v3/</c>.</summary>
    /// <value><c>https://api.github.com/</c>. An http or https address; a missing trailing slash is added.</value>
    public string BaseAddress { get; set; } = "https://api.github.com/";

    /// <summary>
    /// A fine-grained token with write access to issues and contents of the runbooks' repositories. Only for the
    /// environment variable <c>OLUPGRADE__GITHUB__TOKEN</c>; never put it into a settings file.
    /// </summary>
    /// <value>Empty: the token is in <see cref="TokenFile"/>. At least 8 characters.</value>
    public string Token { get; set; } = "";

    /// <summary>
    /// The file that holds the token and nothing else. Only the service's user should be able to read it.
    /// </summary>
    /// <value>Empty: the token is in <see cref="Token"/>.</value>
    public string TokenFile { get; set; } = "";
}
