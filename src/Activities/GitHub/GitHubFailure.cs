namespace OlUpgrade.GitHub;

/// <summary>Why GitHub did not do what was asked.</summary>
/// <param name="Sentence">What failed and what to do next.</param>
/// <param name="RetryAfter">How long GitHub asked to wait; null when it did not say.</param>
/// <param name="PerhapsHappened">True when GitHub may have acted all the same: look before asking again.</param>
public sealed record GitHubFailure(
    GitHubFailureKind Kind,
    string Sentence,
    TimeSpan? RetryAfter = null,
    bool PerhapsHappened = false
)
{
    /// <summary>True when the same request may succeed later without anybody changing anything.</summary>
    public bool Passes => Kind is GitHubFailureKind.Unreachable or GitHubFailureKind.RateLimited;
}
