using System.Collections.Immutable;

namespace OlUpgrade.Slack.Client;

/// <summary>As whom the bot token speaks, and what it may do.</summary>
/// <param name="Scopes">The token's scopes; null when Slack did not tell them.</param>
public sealed record SlackStatus(SlackIdentity Identity, ImmutableArray<string>? Scopes);
