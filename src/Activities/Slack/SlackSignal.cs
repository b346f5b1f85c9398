namespace OlUpgrade.Slack;

/// <summary>What comes in from Slack's socket: a closed set, only what a run can hear.</summary>
public abstract record SlackSignal
{
    private SlackSignal()
    {
    }

    /// <summary>The socket stands. What happened while it did not was not told: look at the reactions again.</summary>
    public sealed record Connected : SlackSignal;

    /// <summary>Somebody typed the slash command.</summary>
    public sealed record SlashCommand(
        string EnvelopeId,
        string Command,
        string Text,
        string UserId,
        string ChannelId,
        string TeamId,
        string TriggerId) : SlackSignal;

    /// <summary>Somebody put a reaction on a message.</summary>
    /// <param name="Reaction">As Slack writes it; see <see cref="ReactionName"/>.</param>
    public sealed record ReactionAdded(
        string UserId,
        string Reaction,
        string Channel,
        string MessageTs,
        string EventId,
        string TeamId) : SlackSignal;

    /// <summary>Somebody took a reaction back.</summary>
    public sealed record ReactionRemoved(
        string UserId,
        string Reaction,
        string Channel,
        string MessageTs,
        string EventId,
        string TeamId) : SlackSignal;
}
