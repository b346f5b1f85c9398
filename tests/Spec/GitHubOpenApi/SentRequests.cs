using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace OlUpgrade.Spec.GitHubOpenApi;

/// <summary>
/// Middleware in front of the emulated GitHub that records the raw requests.
/// </summary>
internal sealed class SentRequests
{
    private const string BasePath = "/api/v3";

    private readonly ConcurrentQueue<SentRequest> _kept = new();

    public void AddTo(WebApplication gitHub) => gitHub.Use(KeepAsync);

    /// <summary>Returns the requests since the last call, in order.</summary>
    public IReadOnlyList<SentRequest> Take()
    {
        var taken = new List<SentRequest>();
        while (_kept.TryDequeue(out var request))
            taken.Add(request);
        return taken;
    }

    private async Task KeepAsync(HttpContext context, RequestDelegate next)
    {
        context.Request.EnableBuffering();
        using var reader = new StreamReader(context.Request.Body, leaveOpen: true);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        context.Request.Body.Position = 0;
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        Assert.StartsWith(BasePath, target, StringComparison.Ordinal);
        _kept.Enqueue(
            new(
                context.Request.Method,
                target[BasePath.Length..],
                context.Request.Headers.ToDictionary(
                    header => header.Key.ToLowerInvariant(),
                    header => $"{header.Value}"
                ),
                body
            )
        );
        await next(context);
    }
}
