namespace OlUpgrade.Hosting.People;

/// <summary>What the service has noted of a token.</summary>
/// <param name="Seen">When a service first saw it, if it is of a release whose tokens did not expire.</param>
/// <param name="Used">When it was used last, to the minute.</param>
internal sealed record TokenUse(DateTimeOffset? Seen, DateTimeOffset? Used);
