namespace OlUpgrade.Slack.Client;

/// <summary>A Slack account, with what decides whether its decisions count.</summary>
/// <param name="Deleted">Deactivated.</param>
/// <param name="IsGuest">A guest of one or more channels.</param>
/// <param name="IsForeign">Belongs to another workspace and takes part through a shared channel.</param>
public sealed record SlackUser(
    string Id,
    string Name,
    bool IsBot,
    bool Deleted,
    bool IsGuest,
    string TeamId,
    bool IsForeign
);
