using System.Collections.Immutable;
using OlUpgrade.Slack.Messages;

namespace OlUpgrade.Slack.Client;

/// <summary>A message to post.</summary>
/// <param name="Channel">The channel's ID.</param>
/// <param name="Text">In Slack's mark-up. Text from outside must be escaped by <see cref="SlackText"/>.</param>
/// <param name="ThreadTs">The message whose thread it belongs to; null for the channel itself.</param>
/// <param name="Markers">The message is found again by any of them; people do not see them. At least one.</param>
public sealed record SlackMessage(string Channel, string Text, string? ThreadTs, params ImmutableArray<string> Markers)
{
    /// <summary>The message's blocks; null to show the text alone.</summary>
    public SlackLayout? Layout { get; init; }
}
