namespace OlUpgrade.GitHub;

/// <summary>The kinds of failures that callers tell apart.</summary>
public enum GitHubFailureKind
{
    /// <summary>No valid answer: no connection, a timeout, an error in GitHub itself, or garbage.</summary>
    Unreachable,

    /// <summary>Too many requests; works again later.</summary>
    RateLimited,

    /// <summary>It does not exist, or the token may not see it: GitHub answers both the same.</summary>
    NotFound,

    /// <summary>The token is invalid or lacks the permission.</summary>
    Forbidden,

    /// <summary>GitHub rejected the request; what it should create may already exist.</summary>
    Invalid,

    /// <summary>A list is longer than the limit, so "not there" would not be certain.</summary>
    TooMuch,
}
