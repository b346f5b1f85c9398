namespace OlUpgrade.Slack.Client;

/// <summary>A message that Slack will post at a set time unless it is cancelled before.</summary>
/// <param name="Id">Slack's ID for cancelling it.</param>
/// <param name="Channel">The channel's ID.</param>
/// <param name="PostAt">To the second.</param>
public sealed record SlackScheduled(string Id, string Channel, DateTimeOffset PostAt, string Text);
