namespace OlUpgrade.Hosting.Configuration;

/// <summary>
/// How Slack is reached and as which app. Each of the two tokens is required, and is given either directly, in the
/// environment, or as the name of a file.
/// </summary>
public sealed class SlackSettings
{
    /// <summary>The address of Slack's Web API.</summary>
    /// <value><c>https://slack.com/api/</c>. An http or https address; a missing trailing slash is added.</value>
    public string BaseAddress { get; set; } = "https://slack.com/api/";

    /// <summary>
    /// The bot token, which posts messages. Only for the environment variable <c>OLUPGRADE__SLACK__BOTTOKEN</c>; never
    /// put it into a settings file.
    /// </summary>
    /// <value>Starts with <c>xoxb-</c>. Empty: the token is in <see cref="BotTokenFile"/>.</value>
    public string BotToken { get; set; } = "";

    /// <summary>
    /// The file that holds the bot token and nothing else. Only the service's user should be able to read it.
    /// </summary>
    /// <value>Empty: the token is in <see cref="BotToken"/>.</value>
    public string BotTokenFile { get; set; } = "";

    /// <summary>
    /// The app-level token with the scope <c>connections:write</c>, which opens the socket. Only for the environment
    /// variable <c>OLUPGRADE__SLACK__APPTOKEN</c>; never put it into a settings file.
    /// </summary>
    /// <value>Starts with <c>xapp-</c>. Empty: the token is in <see cref="AppTokenFile"/>.</value>
    public string AppToken { get; set; } = "";

    /// <summary>
    /// The file that holds the app-level token and nothing else. Only the service's user should be able to read it.
    /// </summary>
    /// <value>Empty: the token is in <see cref="AppToken"/>.</value>
    public string AppTokenFile { get; set; } = "";
}
