namespace OlUpgrade.Slack.Client;

/// <summary>As whom the token speaks.</summary>
/// <param name="BotId">The app's bot; null for a token that is not a bot's.</param>
public sealed record SlackIdentity(string UserId, string? BotId, string TeamId, string Team);
