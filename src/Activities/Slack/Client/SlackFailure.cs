namespace OlUpgrade.Slack.Client;

/// <summary>Why Slack did not do what was asked.</summary>
/// <param name="Code">
/// Slack's own error code, or one of ours: <c>unreachable</c>, <c>no_answer</c>, <c>bad_reply</c>,
/// <c>too_many_pages</c>, <c>http_503</c> and the like.
/// </param>
/// <param name="Sentence">What failed and what to do next.</param>
/// <param name="RetryAfter">How long Slack asked to wait; null when it did not say.</param>
/// <param name="PerhapsHappened">True when Slack may have acted all the same: look before asking again.</param>
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

    /// <summary>True when the same request may succeed later without anybody changing anything.</summary>
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

    /// <summary>True when no proper answer of Slack was seen at all.</summary>
    public bool IsOutage =>
        Code is Unreachable or NoAnswer or BadReply || Code.StartsWith("http_5", StringComparison.Ordinal);

    /// <summary>Slack's codes after which part of the work may have been done.</summary>
    internal static bool LeavesDoubt(string code) => code is "internal_error" or "fatal_error" or "service_unavailable";
}
