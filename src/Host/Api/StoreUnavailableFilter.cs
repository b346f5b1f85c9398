using OlUpgrade.Storage;

namespace OlUpgrade.Hosting.Api;

/// <summary>
/// Answers every call with 503 while the journal cannot be used: nothing was accepted and nothing changed.
/// </summary>
internal sealed class StoreUnavailableFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (StoreUnavailableException unavailable)
        {
            return TypedResults.Json(
                new Answer(null, "not-heard", $"Not accepted; try again later. {unavailable.Trouble.Sentence}"),
                statusCode: 503
            );
        }
    }
}
