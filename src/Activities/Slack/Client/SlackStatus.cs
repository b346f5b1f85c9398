using System.Collections.Immutable;

namespace OlUpgrade.Slack.Client;

/// <summary>The account that the bot token belongs to, and what the token may do.</summary>
/// <param name="Scopes">The token's scopes; null if Slack did not send them.</param>
public sealed record SlackStatus(SlackIdentity Identity, ImmutableArray<string>? Scopes);
