namespace OlUpgrade.Slack.Client;

/// <summary>The account and workspace that a token belongs to.</summary>
/// <param name="BotId">The app's bot; null if the token is not a bot token.</param>
/// <param name="Team">The workspace's name.</param>
public sealed record SlackIdentity(string UserId, string? BotId, string TeamId, string Team);
