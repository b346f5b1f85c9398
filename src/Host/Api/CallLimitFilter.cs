using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using OlUpgrade.Runs.Commands;

namespace OlUpgrade.Hosting.Api;

/// <summary>
/// Answers calls over a person's limits with 429 and the time after which to try again. What only stops work is never
/// refused.
/// </summary>
public sealed class CallLimitFilter(CallLimits limits) : IEndpointFilter
{
    // A poll may last 30 s; whoever has all of them open gets one back before long.
    private static readonly TimeSpan NextPoll = TimeSpan.FromSeconds(10);

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (OnlyStops(context))
            return await next(context);
        var http = context.HttpContext;
        var person = http.Caller().Person.Name;
        var reads = HttpMethods.IsGet(http.Request.Method);
        if ((reads ? limits.Read(person) : limits.Command(person)) is { } wait)
            return TooMany(http, $"{person} has used up the {(reads ? "calls" : "commands")} of one person.", wait);
        if (!http.Request.Query.ContainsKey("wait"))
            return await next(context);
        using var poll = limits.Poll(person);
        return poll is null
            ? TooMany(http, $"{person} is watching {ApiLimits.MaxLongPolls} times already.", NextPoll)
            : await next(context);
    }

    private static bool OnlyStops(EndpointFilterInvocationContext context) =>
        context.Arguments.OfType<DecisionRequest>().FirstOrDefault() is { } request
        && CommandTable.Named(request.Decision) is { OnlyStops: true };

    private static JsonHttpResult<Answer> TooMany(HttpContext http, string sentence, TimeSpan wait)
    {
        var seconds = Math.Ceiling(Math.Max(1, wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        http.Response.Headers.RetryAfter = seconds;
        return TypedResults.Json(
            new Answer(null, "too-many", $"{sentence} Try again in {seconds} s."),
            statusCode: StatusCodes.Status429TooManyRequests
        );
    }
}
