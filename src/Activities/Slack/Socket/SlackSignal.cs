using OlUpgrade.Slack.Messages;

namespace OlUpgrade.Slack.Socket;

/// <summary>What comes in from Slack's socket: a closed set, only what a run can hear.</summary>
public abstract record SlackSignal
{
    private SlackSignal() { }

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
        string TriggerId
    ) : SlackSignal;

    /// <summary>Somebody pressed one of our buttons.</summary>
    /// <param name="TriggerId">Good for 3 s: with it a form can be shown.</param>
    /// <param name="ThreadTs">The thread in which an answer belongs.</param>
    public sealed record ButtonPressed(
        string EnvelopeId,
        string UserId,
        string TeamId,
        string TriggerId,
        string Action,
        string Value,
        string Channel,
        string MessageTs,
        string ThreadTs
    ) : SlackSignal;

    /// <summary>Somebody filled in and sent one of our forms.</summary>
    /// <param name="Filled">What was filled in, by field; what was left empty is not in it.</param>
    public sealed record FormSent(
        string EnvelopeId,
        string UserId,
        string TeamId,
        string Form,
        string Value,
        Facts Filled
    ) : SlackSignal;

    /// <summary>Somebody spoke to the app in a channel, or wrote in a thread there.</summary>
    /// <param name="ThreadTs">Null outside a thread.</param>
    public sealed record Mentioned(
        string UserId,
        string Text,
        string Channel,
        string Ts,
        string? ThreadTs,
        string EventId,
        string TeamId
    ) : SlackSignal;

    /// <summary>Somebody put a reaction on a message.</summary>
    /// <param name="Reaction">As Slack writes it; see <see cref="ReactionName"/>.</param>
    public sealed record ReactionAdded(
        string UserId,
        string Reaction,
        string Channel,
        string MessageTs,
        string EventId,
        string TeamId
    ) : SlackSignal;

    /// <summary>Somebody took a reaction back.</summary>
    public sealed record ReactionRemoved(
        string UserId,
        string Reaction,
        string Channel,
        string MessageTs,
        string EventId,
        string TeamId
    ) : SlackSignal;
}
