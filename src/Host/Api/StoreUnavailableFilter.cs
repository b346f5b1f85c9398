using OlUpgrade.Storage;

namespace OlUpgrade.Hosting.Api;

/// <summary>
/// While the journal cannot be used, each call is answered with that: nothing was heard and nothing changed.
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
                new Answer(null, "not-heard", $"Not heard; say it again later. {unavailable.Trouble.Sentence}"),
                statusCode: 503
            );
        }
    }
}
