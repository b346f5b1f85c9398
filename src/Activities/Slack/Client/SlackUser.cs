namespace OlUpgrade.Slack.Client;

/// <summary>An account in Slack, as far as it matters for whether its word counts.</summary>
/// <param name="IsGuest">A guest of the workspace, of one or several channels.</param>
/// <param name="IsForeign">Comes from another workspace through a shared channel.</param>
public sealed record SlackUser(
    string Id,
    string Name,
    bool IsBot,
    bool Deleted,
    bool IsGuest,
    string TeamId,
    bool IsForeign
);
