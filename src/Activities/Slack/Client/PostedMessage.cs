namespace OlUpgrade.Slack.Client;

/// <summary>A message that Slack has posted.</summary>
/// <param name="Channel">The channel's ID.</param>
/// <param name="Ts">The timestamp that identifies the message within its channel.</param>
public sealed record PostedMessage(string Channel, string Ts);
