namespace OlUpgrade.Slack.Client;

/// <summary>A message that a person wrote in a thread.</summary>
public sealed record ThreadMessage(string UserId, string Text, string Ts);
