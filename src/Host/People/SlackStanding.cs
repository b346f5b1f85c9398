using OlUpgrade.Runs;

namespace OlUpgrade.Hosting.People;

/// <summary>What Slack and the settings say of an account.</summary>
/// <param name="Person">
/// With the roles that they have now; null for a bot, and for an unlisted account that Slack said nothing of.
/// </param>
/// <param name="Doubt">Why it is not known whether they are still staff; null when it is.</param>
public sealed record SlackStanding(Person? Person, string? Doubt);
