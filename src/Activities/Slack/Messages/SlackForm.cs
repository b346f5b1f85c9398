using System.Collections.Immutable;

namespace OlUpgrade.Slack.Messages;

/// <summary>A modal, shown to one person.</summary>
/// <param name="Name">The callback ID, which comes back with the values.</param>
/// <param name="Title">At most 24 characters.</param>
/// <param name="Submit">The label of the button that sends it, at most 24 characters.</param>
/// <param name="Says">What is about to be decided, in Slack's mark-up.</param>
/// <param name="Value">Hidden data that comes back with the values.</param>
public sealed record SlackForm(
    string Name,
    string Title,
    string Submit,
    string Says,
    string Value,
    params ImmutableArray<SlackField> Fields
);
