using System.Collections.Immutable;

namespace OlUpgrade.Slack.Messages;

/// <summary>One thing to fill in: a text, or one of some choices where there are any.</summary>
/// <param name="Name">Under it the value comes back.</param>
public sealed record SlackField(string Name, string Label, bool IsNeeded, params ImmutableArray<string> Choices);
