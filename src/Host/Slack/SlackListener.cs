using OlUpgrade.Slack.Socket;

namespace OlUpgrade.Hosting.Slack;

/// <summary>Listens to Slack's socket for as long as the service runs.</summary>
public sealed class SlackListener(SlackSocket socket, SlackSignalHandlers handlers) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        socket.RunAsync(handlers.HandleAsync, stoppingToken);
}
