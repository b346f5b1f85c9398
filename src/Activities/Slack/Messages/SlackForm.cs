using System.Collections.Immutable;

namespace OlUpgrade.Slack.Messages;

/// <summary>A form that is shown to one person over the chat (a modal).</summary>
/// <param name="Name">Comes back with what was filled in.</param>
/// <param name="Title">At most 24 characters.</param>
/// <param name="Submit">On the button that sends it, at most 24 characters.</param>
/// <param name="Says">What is about to be decided, in Slack's mark-up.</param>
/// <param name="Value">Comes back too; people do not see it.</param>
public sealed record SlackForm(
    string Name,
    string Title,
    string Submit,
    string Says,
    string Value,
    params ImmutableArray<SlackField> Fields
);
