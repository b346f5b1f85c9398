using System.Globalization;
using System.Threading.RateLimiting;
using OlUpgrade.Hosting.People;

namespace OlUpgrade.Hosting.Api;

/// <summary>
/// Accepts calls with the token of a listed person, and refuses all others with 401 before anything of their body is
/// read. Root on the service's machine, or a loopback address, is not enough: the four-eyes rule needs a person.
/// Whoever has lost Slack is refused with 403. <c>/api/health</c> is open to everyone.
/// </summary>
public sealed partial class TokenCheck(TokenFile tokens, Staff staff, TimeProvider time, ILogger<TokenCheck> logger)
    : IMiddleware,
        IDisposable
{
    private const string Bearer = "Bearer ";

    private readonly ConcurrencyLimiter _lookups = new(
        new ConcurrencyLimiterOptions
        {
            PermitLimit = ApiLimits.MaxLookups,
            // Nobody is turned away here: a flood of calls without a token must not keep out a `hold`.
            QueueLimit = ApiLimits.MaxConnections,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        }
    );

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.Equals("/api/health", StringComparison.Ordinal))
        {
            await next(context);
            return;
        }

        var (caller, refusal) = await CallerAsync(context);
        if (caller is null)
        {
            // Whoever has no token keeps no connection either.
            context.Response.Headers.Connection = "close";
            await SayAsync(context, refusal!);
            return;
        }

        context.Items[typeof(StaffStanding)] = caller;
        if (!HttpMethods.IsGet(context.Request.Method))
            LogCall(caller.Person.Name, RouteOf(context), context.Features.Get<LocalUser>()?.Id);
        if (context.Request.ContentLength > ApiLimits.MaxBody)
        {
            await SayAsync(context, Refusal.TooLarge);
            return;
        }

        await next(context);
        if (!context.Response.HasStarted && UnreadOf(context.Response.StatusCode) is { } unread)
            await SayAsync(context, unread);
    }

    public void Dispose() => _lookups.Dispose();

    private async Task<(StaffStanding? Caller, Refusal? Refusal)> CallerAsync(HttpContext context)
    {
        if (await OwnerAsync(context) is not { } token)
            return (null, Refusal.NoToken);
        if (token.HasExpired(time.GetUtcNow()))
            return (null, Refusal.Expired(token));
        if (await staff.ListedAsync(token.Name, token.Id, context.RequestAborted) is not { } caller)
            return (null, Refusal.NoToken);
        return caller is { Doubt: null, Person.Roles.IsEmpty: true }
            ? (null, Refusal.NotStaff(caller.Person.Name))
            : (caller, null);
    }

    /// <summary>A turn covers the file alone: whoever waits for Slack must not keep out the others.</summary>
    private async Task<KnownToken?> OwnerAsync(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.Ordinal))
            return null;
        using var turn = await _lookups.AcquireAsync(1, context.RequestAborted);
        return tokens.OwnerOf(header[Bearer.Length..].Trim());
    }

    /// <summary>Why the body of a request could not be read; null if it could, or an answer was given.</summary>
    private static Refusal? UnreadOf(int status) =>
        status switch
        {
            StatusCodes.Status413PayloadTooLarge => Refusal.TooLarge,
            StatusCodes.Status400BadRequest => Refusal.Unreadable,
            // Whatever else has no body, such as 404 for a route that does not exist, says enough by its number.
            _ => null,
        };

    private static string? RouteOf(HttpContext context) =>
        (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;

    [LoggerMessage(LogLevel.Information, "{Person} calls {Route}; the user ID on this machine is {UserId}")]
    private partial void LogCall(string person, string? route, uint? userId);

    private static Task SayAsync(HttpContext context, Refusal refusal) =>
        TypedResults
            .Json(new Answer(null, refusal.Code, refusal.Sentence), statusCode: refusal.Status)
            .ExecuteAsync(context);

    private sealed record Refusal(int Status, string Code, string Sentence)
    {
        public static readonly Refusal NoToken = new(
            StatusCodes.Status401Unauthorized,
            "no-token",
            "The token is missing or unknown. Make one with `olupgrade token NAME`."
        );

        public static readonly Refusal TooLarge = new(
            StatusCodes.Status413PayloadTooLarge,
            "too-large",
            $"A request may have {ApiLimits.MaxBody / 1024} KiB. Shorten it."
        );

        public static readonly Refusal Unreadable = new(
            StatusCodes.Status400BadRequest,
            "bad-input",
            "The request cannot be read."
        );

        public static Refusal Expired(KnownToken token) =>
            new(
                StatusCodes.Status401Unauthorized,
                "token-expired",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Your token expired on {token.Expires:yyyy-MM-dd}. "
                        + $"Make a new one with `olupgrade token {token.Name}`."
                )
            );

        public static Refusal NotStaff(string name) =>
            new(
                StatusCodes.Status403Forbidden,
                "not-staff",
                $"{name} has no role here: by the settings, or because Slack says that the account is deactivated, "
                    + "a guest, or of another workspace."
            );
    }
}
