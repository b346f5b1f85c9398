using OlUpgrade.Hosting.People;
using OlUpgrade.Runs;

namespace OlUpgrade.Hosting.Api;

/// <summary>
/// Accepts calls with the token of a listed person, and refuses all others with 401. Root on the service's machine, or
/// a loopback address, is not enough: the four-eyes rule needs a person.
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
                new Answer(null, "no-token", "The token is missing or unknown. Make one with `olupgrade token NAME`."),
                statusCode: 401
            );
        context.HttpContext.Items[typeof(Person)] = person;
        return await next(context);
    }
}
