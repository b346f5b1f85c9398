namespace OlUpgrade.GitHub;

/// <summary>Why GitHub did not do what was asked.</summary>
public enum GitHubFailureKind
{
    /// <summary>No proper answer: no connection, no answer in time, an error of the service itself, garbage.</summary>
    Unreachable,

    /// <summary>Too many requests; later it works again.</summary>
    RateLimited,

    /// <summary>It is not there, or the token may not see it: GitHub does not tell the two apart.</summary>
    NotFound,

    /// <summary>The token is not valid or may not do this.</summary>
    Forbidden,

    /// <summary>GitHub does not accept what was sent; what is to be created may exist already.</summary>
    Invalid,

    /// <summary>A list is longer than the limit, so that "not there" cannot be said.</summary>
    TooMuch,
}
