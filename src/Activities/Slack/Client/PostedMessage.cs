namespace OlUpgrade.Slack.Client;

/// <summary>A message that is there: the channel's ID and the time stamp that names it in the channel.</summary>
public sealed record PostedMessage(string Channel, string Ts);
