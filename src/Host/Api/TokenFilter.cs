using OlUpgrade.Hosting.People;

namespace OlUpgrade.Hosting.Api;

/// <summary>
/// Accepts calls with the token of a listed person, and refuses all others with 401. Root on the service's machine, or
/// a loopback address, is not enough: the four-eyes rule needs a person. Whoever has lost Slack is refused with 403.
/// </summary>
public sealed class TokenFilter(TokenFile tokens, Staff staff) : IEndpointFilter
{
    private const string Bearer = "Bearer ";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var header = http.Request.Headers.Authorization.ToString();
        var owner = header.StartsWith(Bearer, StringComparison.Ordinal)
            ? tokens.OwnerOf(header[Bearer.Length..].Trim())
            : null;
        if (
            owner is not { } token
            || await staff.ListedAsync(token.Name, token.Id, http.RequestAborted) is not { } caller
        )
            return TypedResults.Json(
                new Answer(null, "no-token", "The token is missing or unknown. Make one with `olupgrade token NAME`."),
                statusCode: 401
            );
        if (caller is { Doubt: null, Person.Roles.IsEmpty: true })
            return TypedResults.Json(
                new Answer(
                    null,
                    "not-staff",
                    $"{caller.Person.Name} has no role here: by the settings, or because Slack says that the account "
                        + "is deactivated, a guest, or of another workspace."
                ),
                statusCode: 403
            );
        http.Items[typeof(StaffStanding)] = caller;
        return await next(context);
    }
}
