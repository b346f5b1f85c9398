namespace OlUpgrade.Hosting.People;

/// <summary>A token as the service knows it: whose it is and for how long, never the token itself.</summary>
/// <param name="Name">The person that it identifies.</param>
/// <param name="Id">The first digits of its hash.</param>
/// <param name="Made">Null for tokens of earlier releases, which did not note it.</param>
/// <param name="Expires">
/// Null for a token of an earlier release that no service has seen yet: it expires 90 days after one does.
/// </param>
/// <param name="Used">When it was used last, to the minute; null if it was not.</param>
public sealed record KnownToken(
    string Name,
    string Id,
    DateTimeOffset? Made,
    DateTimeOffset? Expires,
    DateTimeOffset? Used
)
{
    /// <summary>True from the moment at which it expires.</summary>
    public bool HasExpired(DateTimeOffset now) => Expires <= now;
}
