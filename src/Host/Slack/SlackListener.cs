using System.Collections.Concurrent;
using OlUpgrade.Execution;
using OlUpgrade.Runs;
using OlUpgrade.Slack.Socket;
using OlUpgrade.Storage;

namespace OlUpgrade.Hosting.Slack;

/// <summary>Listens to Slack's socket for as long as the service runs and hands each signal on.</summary>
public sealed class SlackListener(
    SlackSocket socket,
    SlashCommands commands,
    ReactionSignals reactions,
    RewindReaction rewind,
    WrongMessage wrong,
    ChoiceSignals choices,
    Mentions mentions,
    Recorder recorder,
    StoreWatch store,
    TimeProvider time,
    ILogger<SlackListener> logger
) : BackgroundService
{
    private const int MaxReadBacks = 5;

    private static readonly TimeSpan ReadBackPause = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<(RunId Run, string Stage), DateTimeOffset> _asked = new();

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        recorder.OnAppended += run => ReadBackWhenAsked(run, stoppingToken);
        store.OnBack += () => _ = ReadBackAsync(() => reactions.ReadBackAsync(stoppingToken), stoppingToken);
        return socket.RunAsync(HearAsync, stoppingToken);
    }

    private async Task<string?> HearAsync(SlackSignal signal, CancellationToken cancellation)
    {
        switch (signal)
        {
            case SlackSignal.SlashCommand typed:
                return await commands.AnswerAsync(
                    new(typed.Text, typed.UserId, $"slack/{typed.TeamId}/{typed.TriggerId}"),
                    cancellation
                );
            case SlackSignal.ButtonPressed press:
                await choices.PressedAsync(press, cancellation);
                break;
            case SlackSignal.FormSent form:
                await choices.SentAsync(form, cancellation);
                break;
            case SlackSignal.Mentioned mention:
                await HearAsync(() => mentions.HandleAsync(mention, cancellation));
                break;
            case SlackSignal.ReactionAdded added:
                await HearAsync(() => reactions.AddedAsync(added, cancellation));
                // Beside the socket: it decides nothing, and no reaction that does waits for it.
                _ = TellAsync(() => rewind.AddedAsync(added, cancellation), cancellation);
                _ = TellAsync(() => wrong.AddedAsync(added, cancellation), cancellation);
                break;
            case SlackSignal.ReactionRemoved removed:
                await HearAsync(() => reactions.RemovedAsync(removed, cancellation));
                break;
            case SlackSignal.Connected:
                // Beside the socket, so that a slow read-back holds up no slash command.
                _ = ReadBackAsync(() => reactions.ReadBackAsync(cancellation), cancellation);
                _ = ReadBackAsync(() => mentions.ReadBackAsync(cancellation), cancellation);
                break;
        }

        return null;
    }

    private async Task TellAsync(Func<Task> tell, CancellationToken cancellation)
    {
        try
        {
            await tell();
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            logger.LogError(fault, "A reaction could not be answered");
        }
    }

    private static async Task HearAsync(Func<Task> take)
    {
        try
        {
            await take();
        }
        catch (StoreUnavailableException unavailable)
        {
            throw new SignalNotAcceptedException(
                $"A reaction could not be written down. {unavailable.Trouble.Sentence}",
                unavailable
            );
        }
    }

    /// <summary>
    /// A question is known to its run only after it was posted: whoever was quicker than that is heard now.
    /// </summary>
    private void ReadBackWhenAsked(Run run, CancellationToken cancellation)
    {
        if (OpenQuestion.Of(run) is not { } question || run.Gate(question.Gate.Name).AskedAt is not { } asked)
            return;
        var known = _asked.GetValueOrDefault((run.Id, question.Gate.Name));
        if (known == asked)
            return;
        _asked[(run.Id, question.Gate.Name)] = asked;
        _ = ReadBackAsync(() => reactions.ReadBackAsync(run, cancellation), cancellation);
    }

    private async Task ReadBackAsync(Func<Task> readBack, CancellationToken cancellation)
    {
        for (var tried = 1; tried <= MaxReadBacks; tried++)
        {
            try
            {
                await readBack();
                return;
            }
            catch (Exception fault) when (!cancellation.IsCancellationRequested)
            {
                logger.LogError(fault, "Reactions could not be read back (try {Try} of {Most})", tried, MaxReadBacks);
                await Task.Delay(ReadBackPause, time, cancellation);
            }
        }
    }
}
