using System.Collections.Immutable;
using OlUpgrade.Slack.Messages;

namespace OlUpgrade.Slack.Client;

/// <summary>A message to be posted.</summary>
/// <param name="Channel">The channel's ID.</param>
/// <param name="Text">Slack's mark-up; what came from outside must have gone through <see cref="SlackText"/>.</param>
/// <param name="ThreadTs">The message whose thread it belongs to; null for the channel itself.</param>
/// <param name="Markers">By each of which it is found again; people do not see them. At least one.</param>
public sealed record SlackMessage(string Channel, string Text, string? ThreadTs, params ImmutableArray<string> Markers)
{
    /// <summary>How it looks; null for its text alone.</summary>
    public SlackLayout? Layout { get; init; }
}
