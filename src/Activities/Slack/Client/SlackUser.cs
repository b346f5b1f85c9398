namespace OlUpgrade.Slack.Client;

/// <summary>A Slack account, with what decides whether its decisions count.</summary>
/// <param name="Name">People can change it: it identifies nobody.</param>
/// <param name="Deleted">Deactivated.</param>
/// <param name="IsGuest">A guest of one or more channels.</param>
/// <param name="TeamId">The account's own workspace; empty where Slack did not say.</param>
/// <param name="IsStranger">
/// Slack says so only of accounts that share no channel with the app: see <see cref="IsOf"/> for all others.
/// </param>
public sealed record SlackUser(
    string Id,
    string Name,
    bool IsBot,
    bool Deleted,
    bool IsGuest,
    string TeamId,
    bool IsStranger
)
{
    /// <summary>The account's organization on Enterprise Grid; null on other plans.</summary>
    public string? EnterpriseId { get; init; }

    /// <summary>
    /// True for an account of this workspace or of its organization. Somebody of another workspace who is in a channel
    /// through Slack Connect differs from a colleague in nothing else (docs.slack.dev, <c>users.info</c>). Where Slack
    /// does not say whose account it is, it is not ours.
    /// </summary>
    public bool IsOf(SlackIdentity workspace) =>
        !IsStranger
        && (
            (TeamId.Length > 0 && TeamId == workspace.TeamId)
            || (EnterpriseId is { Length: > 0 } && EnterpriseId == workspace.EnterpriseId)
        );
}
