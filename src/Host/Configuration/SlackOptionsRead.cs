namespace OlUpgrade.Hosting.Configuration;

/// <summary>Slack's settings with the tokens read.</summary>
public sealed record SlackOptionsRead(Uri BaseAddress, Secret BotToken, Secret AppToken);
