using OlUpgrade.Slack.Messages;

namespace OlUpgrade.Slack.Socket;

/// <summary>What Slack reports over the socket, as far as runs use it: a closed set.</summary>
public abstract record SlackSignal
{
    private SlackSignal() { }

    /// <summary>
    /// A connection is open. Slack does not resend everything from before, so reactions must be read again.
    /// </summary>
    public sealed record Connected : SlackSignal;

    /// <summary>A person typed the slash command.</summary>
    /// <param name="Text">What follows the command.</param>
    /// <param name="TriggerId">Opens a form within 3 s.</param>
    public sealed record SlashCommand(
        string EnvelopeId,
        string Command,
        string Text,
        string UserId,
        string ChannelId,
        string TeamId,
        string TriggerId
    ) : SlackSignal;

    /// <summary>A person pressed one of the app's buttons.</summary>
    /// <param name="TriggerId">Opens a form within 3 s.</param>
    /// <param name="Action">The button's name.</param>
    /// <param name="Value">What the app stored in the button.</param>
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

    /// <summary>A person submitted one of the app's forms.</summary>
    /// <param name="Form">The form's name.</param>
    /// <param name="Value">What the app stored in the form.</param>
    /// <param name="Filled">The values by field; empty fields are left out.</param>
    public sealed record FormSent(
        string EnvelopeId,
        string UserId,
        string TeamId,
        string Form,
        string Value,
        Facts Filled
    ) : SlackSignal;

    /// <summary>A person mentioned the app in a channel or in a thread.</summary>
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

    /// <summary>A person added a reaction to a message.</summary>
    /// <param name="Reaction">As Slack spells it; see <see cref="ReactionName"/>.</param>
    public sealed record ReactionAdded(
        string UserId,
        string Reaction,
        string Channel,
        string MessageTs,
        string EventId,
        string TeamId
    ) : SlackSignal;

    /// <summary>A person removed a reaction.</summary>
    /// <param name="Reaction">As Slack spells it; see <see cref="ReactionName"/>.</param>
    public sealed record ReactionRemoved(
        string UserId,
        string Reaction,
        string Channel,
        string MessageTs,
        string EventId,
        string TeamId
    ) : SlackSignal;
}
