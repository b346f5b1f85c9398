using System.Collections.Immutable;
using OlUpgrade.Slack.Messages;

namespace OlUpgrade.Slack.Client;

/// <summary>One reaction on a message and the accounts that added it.</summary>
/// <param name="Name">As Slack spells it, with skin tone; see <see cref="ReactionName"/>.</param>
public sealed record SlackReaction(string Name, ImmutableArray<string> UserIds);
