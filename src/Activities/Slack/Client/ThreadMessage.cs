namespace OlUpgrade.Slack.Client;

/// <summary>A message that a person wrote in a thread.</summary>
/// <param name="Ts">The timestamp that identifies the message within its channel.</param>
public sealed record ThreadMessage(string UserId, string Text, string Ts);
