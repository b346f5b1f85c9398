namespace OlUpgrade.Hosting.Configuration;

/// <summary>
/// How Slack is reached. Each token comes from the environment or from a file, never from the JSON file.
/// </summary>
public sealed class SlackSettings
{
    public string BaseAddress { get; set; } = "https://slack.com/api/";

    /// <summary>The bot token (<c>xoxb-…</c>), for the environment only.</summary>
    public string BotToken { get; set; } = "";

    public string BotTokenFile { get; set; } = "";

    /// <summary>The app-level token (<c>xapp-…</c>) for Socket Mode, for the environment only.</summary>
    public string AppToken { get; set; } = "";

    public string AppTokenFile { get; set; } = "";
}
