namespace OlUpgrade.Slack.Client;

/// <summary>The account and workspace that a token belongs to.</summary>
/// <param name="BotId">The app's bot; null if the token is not a bot token.</param>
/// <param name="Team">The workspace's name.</param>
public sealed record SlackIdentity(string UserId, string? BotId, string TeamId, string Team)
{
    /// <summary>The organization on Enterprise Grid; null on other plans.</summary>
    public string? EnterpriseId { get; init; }

    /// <summary>
    /// Names an account for ever: <c>slack:TEAM/USER</c>, or <c>slack:ENTERPRISE/USER</c> on Enterprise Grid, where an
    /// account belongs to the organization.
    /// </summary>
    public string AccountOf(string userId) => $"slack:{EnterpriseId ?? TeamId}/{userId}";
}
