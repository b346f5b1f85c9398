using OlUpgrade.Slack.Socket;

namespace OlUpgrade.Slack.Client;

/// <summary>
/// How Slack is reached and as which app. The tokens are sent only to Slack and never appear in this type's texts.
/// </summary>
public sealed class SlackOptions
{
    /// <summary>The bot token, for the Web API.</summary>
    /// <value>Starts with <c>xoxb-</c>. Required.</value>
    public string BotToken { get; init; } = "";

    /// <summary>The app-level token, with the scope <c>connections:write</c>, for the socket.</summary>
    /// <value>Starts with <c>xapp-</c>. Required for <see cref="SlackSocket"/>.</value>
    public string AppToken { get; init; } = "";

    /// <summary>The address of the Web API.</summary>
    /// <value>The default is <c>https://slack.com/api/</c>. A missing trailing slash is added.</value>
    public Uri BaseAddress { get; init; } = new("https://slack.com/api/");

    /// <summary>Limit for one request.</summary>
    /// <value>The default is 20 seconds.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Limit for the pages of one list. A longer list is a failure.</summary>
    /// <value>The default is 20 pages of 200 entries.</value>
    public int PageLimit { get; init; } = 20;

    /// <summary>How many connections the socket keeps, so that one is open while another reconnects.</summary>
    /// <value>The default is 2; Slack allows 10.</value>
    public int SocketConnections { get; init; } = 2;

    /// <summary>Time between pings on the socket, and limit for each answer.</summary>
    /// <value>The default is 15 seconds of real time.</value>
    public TimeSpan SocketPing { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Limit for a new connection's hello, and for the listener to handle one signal.</summary>
    /// <value>The default is 30 seconds.</value>
    public TimeSpan SocketTimeout { get; init; } = TimeSpan.FromSeconds(30);

    public override string ToString() => $"Slack at {BaseAddress}";

    internal Uri Address(string method) => new($"{BaseAddress.AbsoluteUri.TrimEnd('/')}/{method}");
}
