namespace OlUpgrade.Slack.Messages;

/// <summary>A button below a message.</summary>
/// <param name="Action">The action ID, which comes back with the press.</param>
/// <param name="Label">Plain text, at most 75 characters.</param>
/// <param name="Value">Comes back with the press; at most 2,000 characters.</param>
public sealed record SlackButton(
    string Action,
    string Label,
    string Value,
    SlackButtonStyle Style = SlackButtonStyle.Plain
);
