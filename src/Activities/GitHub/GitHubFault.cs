using System.Net;
using System.Runtime.Serialization;
using Octokit;
using OlUpgrade.Wire;
using OlUpgrade.Wording;

namespace OlUpgrade.GitHub;

/// <summary>Turns Octokit's exceptions into failures. Exceptions that mean a bug are not caught.</summary>
internal static class GitHubFault
{
    private const int MaxMessageLength = 200;

    public static bool IsOutside(Exception fault) =>
        fault is ApiException or SerializationException or InvalidCastException || RequestFault.IsOutside(fault);

    /// <summary>The failure, worded for people.</summary>
    /// <param name="asked">The request as part of a sentence: <c>open an issue in owner/name</c>.</param>
    public static GitHubFailure Of(Exception fault, string asked, DateTimeOffset now) =>
        fault switch
        {
            ApiException limited when IsLimitUsedUp(limited) => Limited(asked, UntilReset(limited, now)),
            SecondaryRateLimitExceededException or AbuseException => Limited(asked, Wait((ApiException)fault, now)),
            ApiException { StatusCode: HttpStatusCode.TooManyRequests } many => Limited(asked, Wait(many, now)),
            ApiException api => Refused(api, asked),
            SerializationException or InvalidCastException => Garbage(asked),
            _ => new(
                GitHubFailureKind.Unreachable,
                $"GitHub could not be asked to {asked}: {RequestFault.Describe(fault)}. "
                    + "Check the network route to GitHub.",
                PerhapsHappened: RequestFault.PerhapsArrived(fault)
            ),
        };

    public static GitHubFailure Garbage(string asked) =>
        new(
            GitHubFailureKind.Unreachable,
            $"GitHub was asked to {asked}, and the answer is not from GitHub. "
                + "Check for a proxy in between, and the base address.",
            PerhapsHappened: true
        );

    private static GitHubFailure Refused(ApiException fault, string asked)
    {
        var status = (int)fault.StatusCode;
        var answer = $"GitHub was asked to {asked} and answered {status}: {MessageOf(fault)}.";
        return status switch
        {
            401 => new(GitHubFailureKind.Forbidden, $"{answer} Check the token in the settings."),
            403 => new(GitHubFailureKind.Forbidden, $"{answer} Check the token's permissions for this repository."),
            404 or 410 => new(
                GitHubFailureKind.NotFound,
                $"{answer} Check the name, and which repositories the token may see."
            ),
            408 or >= 500 => new(
                GitHubFailureKind.Unreachable,
                $"{answer} Check githubstatus.com.",
                PerhapsHappened: true
            ),
            _ => new(GitHubFailureKind.Invalid, answer),
        };
    }

    private static string MessageOf(ApiException fault)
    {
        var details = fault.ApiError?.Errors is { Count: > 0 } errors
            ? string.Join(", ", errors.Select(error => error?.Message ?? $"{error?.Field} {error?.Code}"))
            : "";
        var message = fault.ApiError?.Message is { Length: > 0 } told ? told : fault.StatusCode.ToString();
        var all = details.Length == 0 ? message : $"{message} ({details})";
        return GitHubText.Beginning(OutsideText.Line(all), MaxMessageLength).TrimEnd('.');
    }

    private static GitHubFailure Limited(string asked, TimeSpan? wait) =>
        new(
            GitHubFailureKind.RateLimited,
            $"GitHub was asked to {asked} and answered that the rate limit is reached."
                + (wait is { } known ? $" It accepts requests again in {known.TotalSeconds:0} s." : ""),
            wait
        );

    // The last answer before the limit may also be a real refusal or error: only these two codes mean the limit itself.
    private static bool IsLimitUsedUp(ApiException fault) =>
        fault.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests
        && Header(fault, "X-RateLimit-Remaining") == "0";

    private static TimeSpan? Wait(ApiException fault, DateTimeOffset now) =>
        RetryAfter.Parse(Header(fault, "Retry-After"), now);

    private static TimeSpan? UntilReset(ApiException fault, DateTimeOffset now) =>
        long.TryParse(Header(fault, "X-RateLimit-Reset"), out var reset) && reset > 0 && UnixTime.Of(reset) is { } until
            ? RetryAfter.Clamp(until - now)
            : null;

    private static string? Header(ApiException fault, string name) =>
        fault
            .HttpResponse?.Headers.FirstOrDefault(header =>
                string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase)
            )
            .Value;
}
