namespace OlUpgrade.Hosting.Configuration;

/// <summary>The checked <see cref="SlackSettings"/>, with the tokens read.</summary>
/// <param name="BaseAddress">Ends with a slash.</param>
public sealed record SlackAccess(Uri BaseAddress, Secret BotToken, Secret AppToken);
