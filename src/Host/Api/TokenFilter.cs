using OlUpgrade.Hosting.People;
using OlUpgrade.Runs;

namespace OlUpgrade.Hosting.Api;

/// <summary>
/// Lets in whoever bears a known person's token. Being root on the service's host, or on its loopback address, makes
/// nobody a person: four eyes hold here too.
/// </summary>
public sealed class TokenFilter(TokenFile tokens, PeopleList people) : IEndpointFilter
{
    private const string Bearer = "Bearer ";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var header = context.HttpContext.Request.Headers.Authorization.ToString();
        var owner = header.StartsWith(Bearer, StringComparison.Ordinal)
            ? tokens.OwnerOf(header[Bearer.Length..].Trim())
            : null;
        if (owner is null || people.Named(owner) is not { } person)
            return TypedResults.Json(
                new Answer(
                    null,
                    "no-token",
                    "The token is missing or unknown. Make one with `olupgrade token NAME` for a configured person."
                ),
                statusCode: 401
            );
        context.HttpContext.Items[typeof(Person)] = person;
        return await next(context);
    }
}
