using System.Net;
using System.Runtime.Serialization;
using Octokit;
using OlUpgrade.Wire;

namespace OlUpgrade.GitHub;

/// <summary>Turns what Octokit throws into a failure. What it throws for bugs is not caught.</summary>
internal static class GitHubFault
{
    private const int MaxMessageLength = 200;

    public static bool IsOutside(Exception fault) =>
        fault is ApiException or SerializationException or InvalidCastException || RequestFault.IsOutside(fault);

    /// <summary>The failure that people read.</summary>
    /// <param name="asked">What was asked, as part of a sentence: <c>open an issue in owner/name</c>.</param>
    public static GitHubFailure Of(Exception fault, string asked, DateTimeOffset now) =>
        fault switch
        {
            ApiException spent when IsSpent(spent) => Limited(asked, UntilReset(spent, now)),
            SecondaryRateLimitExceededException or AbuseException => Limited(asked, Wait((ApiException)fault, now)),
            ApiException { StatusCode: HttpStatusCode.TooManyRequests } many => Limited(asked, Wait(many, now)),
            ApiException api => Refused(api, asked),
            SerializationException or InvalidCastException => Garbage(asked),
            _ => new(
                GitHubFailureKind.Unreachable,
                $"GitHub could not be asked to {asked}: {RequestFault.Describe(fault)}. Check the way out to GitHub.",
                PerhapsHappened: RequestFault.PerhapsArrived(fault)
            ),
        };

    public static GitHubFailure Garbage(string asked) =>
        new(
            GitHubFailureKind.Unreachable,
            $"GitHub was asked to {asked}, and the answer is not one of GitHub's."
                + " Is there a proxy between, or a wrong base address?",
            PerhapsHappened: true
        );

    private static GitHubFailure Refused(ApiException fault, string asked)
    {
        var status = (int)fault.StatusCode;
        var said = $"GitHub was asked to {asked} and answered {status}: {Said(fault)}.";
        return status switch
        {
            401 => new(GitHubFailureKind.Forbidden, $"{said} Check the token in the configuration."),
            403 => new(GitHubFailureKind.Forbidden, $"{said} Check what the token may do in this repository."),
            404 or 410 => new(GitHubFailureKind.NotFound, $"{said} Check the name, and what the token may see."),
            408 or >= 500 => new(GitHubFailureKind.Unreachable, $"{said} See githubstatus.com.", PerhapsHappened: true),
            _ => new(GitHubFailureKind.Invalid, said),
        };
    }

    private static string Said(ApiException fault)
    {
        var details = fault.ApiError?.Errors is { Count: > 0 } errors
            ? string.Join(", ", errors.Select(error => error.Message ?? $"{error.Field} {error.Code}"))
            : "";
        var message = fault.ApiError?.Message ?? fault.StatusCode.ToString();
        var all = details.Length == 0 ? message : $"{message} ({details})";
        return (all.Length > MaxMessageLength ? all[..MaxMessageLength] : all).ReplaceLineEndings(" ").TrimEnd('.');
    }

    private static GitHubFailure Limited(string asked, TimeSpan? wait) =>
        new(
            GitHubFailureKind.RateLimited,
            $"GitHub was asked to {asked} and says that it is asked too much."
                + (wait is { } known ? $" It can be asked again in {known.TotalSeconds:0} s." : ""),
            wait
        );

    // A true refusal or error may also be the hour's last answer: only these two codes speak of a limit.
    private static bool IsSpent(ApiException fault) =>
        fault.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests
        && Header(fault, "X-RateLimit-Remaining") == "0";

    private static TimeSpan? Wait(ApiException fault, DateTimeOffset now) =>
        RetryAfter.Parse(Header(fault, "Retry-After"), now);

    private static TimeSpan? UntilReset(ApiException fault, DateTimeOffset now) =>
        long.TryParse(Header(fault, "X-RateLimit-Reset"), out var reset) && reset is > 0 and < 253402300800
            ? RetryAfter.Clamp(DateTimeOffset.FromUnixTimeSeconds(reset) - now)
            : null;

    private static string? Header(ApiException fault, string name) =>
        fault
            .HttpResponse?.Headers.FirstOrDefault(header =>
                string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase)
            )
            .Value;
}
