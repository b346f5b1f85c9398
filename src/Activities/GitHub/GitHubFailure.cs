namespace OlUpgrade.GitHub;

/// <summary>Why a call to GitHub failed.</summary>
/// <param name="Sentence">What failed and what to do next.</param>
/// <param name="RetryAfter">How long GitHub asked to wait; null if it did not say.</param>
/// <param name="PerhapsHappened">True if GitHub may have acted anyway: check before repeating a write.</param>
public sealed record GitHubFailure(
    GitHubFailureKind Kind,
    string Sentence,
    TimeSpan? RetryAfter = null,
    bool PerhapsHappened = false
)
{
    /// <summary>True if the same request may succeed later without any change.</summary>
    public bool Passes => Kind is GitHubFailureKind.Unreachable or GitHubFailureKind.RateLimited;
}
