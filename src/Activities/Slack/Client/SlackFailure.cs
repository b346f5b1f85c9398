namespace OlUpgrade.Slack.Client;

/// <summary>Why a call to Slack failed.</summary>
/// <param name="Code">
/// Slack's own error code, or one of ours: <c>unreachable</c>, <c>no_answer</c>, <c>bad_reply</c>,
/// <c>too_many_pages</c>, <c>http_503</c> and the like.
/// </param>
/// <param name="Sentence">What failed and what to do next.</param>
/// <param name="RetryAfter">How long Slack asked to wait; null if it did not say.</param>
/// <param name="PerhapsHappened">True if Slack may have acted anyway: check before repeating a write.</param>
public sealed record SlackFailure(
    string Code,
    string Sentence,
    TimeSpan? RetryAfter = null,
    bool PerhapsHappened = false
)
{
    internal const string Unreachable = "unreachable";
    internal const string NoAnswer = "no_answer";
    internal const string BadReply = "bad_reply";
    internal const string RateLimited = "ratelimited";

    /// <summary>True if the same request may succeed later without any change.</summary>
    public bool Passes =>
        IsOutage
        || Code
            is RateLimited
                or "rate_limited"
                or "internal_error"
                or "fatal_error"
                or "service_unavailable"
                or "request_timeout"
                or "team_added_to_org";

    /// <summary>True if Slack gave no valid answer at all.</summary>
    public bool IsOutage =>
        Code is Unreachable or NoAnswer or BadReply || Code.StartsWith("http_5", StringComparison.Ordinal);

    /// <summary>Slack's error codes after which part of the work may be done.</summary>
    internal static bool LeavesDoubt(string code) => code is "internal_error" or "fatal_error" or "service_unavailable";
}
