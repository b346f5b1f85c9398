using OlUpgrade.Slack;

namespace OlUpgrade.Hosting.Slack;

/// <summary>Listens to Slack's socket for as long as the service runs and hands each signal on.</summary>
public sealed class SlackListener(
    SlackSocket socket, SlashCommands commands, ReactionSignals reactions, TimeProvider time, ILogger<SlackListener> logger)
    : BackgroundService
{
    private const int ReadBacksMost = 5;

    private static readonly TimeSpan ReadBackPause = TimeSpan.FromSeconds(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => socket.RunAsync(HearAsync, stoppingToken);

    private async Task<string?> HearAsync(SlackSignal signal, CancellationToken cancellation)
    {
        switch (signal)
        {
            case SlackSignal.SlashCommand typed:
                return await commands.AnswerAsync(typed, cancellation);
            case SlackSignal.ReactionAdded added:
                await reactions.AddedAsync(added, cancellation);
                break;
            case SlackSignal.ReactionRemoved removed:
                await reactions.RemovedAsync(removed, cancellation);
                break;
            case SlackSignal.Connected:
                // Beside the socket, so that a slow read-back holds up no slash command.
                _ = ReadBackAsync(cancellation);
                break;
        }

        return null;
    }

    private async Task ReadBackAsync(CancellationToken cancellation)
    {
        for (var tried = 1; tried <= ReadBacksMost; tried++)
        {
            try
            {
                await reactions.ReadBackAsync(cancellation);
                return;
            }
            catch (Exception fault) when (!cancellation.IsCancellationRequested)
            {
                logger.LogError(fault, "Reactions could not be read back (try {Try} of {Most})", tried, ReadBacksMost);
                await Task.Delay(ReadBackPause, time, cancellation);
            }
        }
    }
}
