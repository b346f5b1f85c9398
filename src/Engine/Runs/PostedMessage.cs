using OlUpgrade.Runbooks;

namespace OlUpgrade.Runs;

/// <summary>A chat message that a step posted, identified by two facts of the step's evidence.</summary>
/// <param name="Channel">The channel's ID, not its name.</param>
/// <param name="Ts">The timestamp that identifies the message in its channel, as Slack writes it.</param>
public sealed record PostedMessage(string Channel, string Ts)
{
    /// <summary>The fact that holds the channel's ID.</summary>
    public const string ChannelFact = "channel";

    /// <summary>The fact that holds the message's timestamp.</summary>
    public const string TsFact = "ts";

    /// <summary>The message that this evidence names; null if there is none.</summary>
    public static PostedMessage? Of(Facts? evidence) =>
        evidence is not null
        && evidence.TryGetValue(ChannelFact, out var channel)
        && evidence.TryGetValue(TsFact, out var ts)
            ? new(channel, ts)
            : null;

    /// <summary>
    /// The message that this event records as posted, and the step that posted it; null for other events.
    /// </summary>
    public static (PostedMessage Message, StepPlace Place)? RecordedBy(RunEvent happened) =>
        happened is RunEvent.StepSucceeded done && Of(done.Evidence) is { } message ? (message, done.Place) : null;
}
