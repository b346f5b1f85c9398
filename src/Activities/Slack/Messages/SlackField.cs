using System.Collections.Immutable;

namespace OlUpgrade.Slack.Messages;

/// <summary>A form's field: free text, or one of the choices where there are any.</summary>
/// <param name="Name">The value comes back under this name.</param>
public sealed record SlackField(string Name, string Label, bool IsNeeded, params ImmutableArray<string> Choices);
