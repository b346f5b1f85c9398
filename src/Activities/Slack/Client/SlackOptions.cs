using OlUpgrade.Slack.Socket;

namespace OlUpgrade.Slack.Client;

/// <summary>
/// How Slack is reached and as whom. The tokens appear in no text that this type makes; they are sent to Slack alone.
/// </summary>
public sealed class SlackOptions
{
    /// <summary>The bot's token.</summary>
    /// <value>Begins with <c>xoxb-</c>. Required.</value>
    public string BotToken { get; init; } = "";

    /// <summary>The app-level token, with the scope <c>connections:write</c>, for the socket.</summary>
    /// <value>Begins with <c>xapp-</c>. Required for <see cref="SlackSocket"/>.</value>
    public string AppToken { get; init; } = "";

    /// <summary>Where the Web API is.</summary>
    /// <value>The default is <c>https://slack.com/api/</c>. A missing slash at the end is added.</value>
    public Uri BaseAddress { get; init; } = new("https://slack.com/api/");

    /// <summary>How long one request may take.</summary>
    /// <value>The default is 20 seconds.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How many pages of a list are read at most. What lies behind them is not known.</summary>
    /// <value>The default is 20, of 200 entries each.</value>
    public int PageLimit { get; init; } = 20;

    /// <summary>How many connections the socket has, so that one is open while another is opened again.</summary>
    /// <value>The default is 2; Slack allows 10.</value>
    public int SocketConnections { get; init; } = 2;

    /// <summary>How often the socket is asked for a sign of life.</summary>
    /// <value>The default is 15 seconds, real time.</value>
    public TimeSpan SocketPing { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long the socket may take to say hello, and the listener to hear one signal.</summary>
    /// <value>The default is 30 seconds.</value>
    public TimeSpan SocketPatience { get; init; } = TimeSpan.FromSeconds(30);

    public override string ToString() => $"Slack at {BaseAddress}";

    internal Uri Address(string method) => new($"{BaseAddress.AbsoluteUri.TrimEnd('/')}/{method}");
}
