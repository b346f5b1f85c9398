namespace OlUpgrade.Slack.Client;

/// <summary>A message that waits in Slack's own queue, and is posted by Slack unless it is taken out before.</summary>
/// <param name="PostAt">When, to the second.</param>
public sealed record SlackScheduled(string Id, string Channel, DateTimeOffset PostAt, string Text);
