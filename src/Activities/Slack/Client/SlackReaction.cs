using System.Collections.Immutable;
using OlUpgrade.Slack.Messages;

namespace OlUpgrade.Slack.Client;

/// <summary>One reaction on a message and everybody who put it there.</summary>
/// <param name="Name">As Slack writes it, skin tone included; see <see cref="ReactionName"/>.</param>
public sealed record SlackReaction(string Name, ImmutableArray<string> UserIds);
