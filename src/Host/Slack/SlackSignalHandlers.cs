using System.Diagnostics;
using OlUpgrade.Slack.Messages;
using OlUpgrade.Slack.Socket;
using OlUpgrade.Storage;

namespace OlUpgrade.Hosting.Slack;

/// <summary>
/// Passes each signal of Slack's socket to its handler. The socket delivers one signal at a time, so that whatever
/// decides nothing runs beside it and delays none that does.
/// </summary>
public sealed class SlackSignalHandlers(
    SlashCommands commands,
    SlashReturns returns,
    ChoiceSignals choices,
    Mentions mentions,
    ReactionSignals reactions,
    ReactionNotices notices,
    SlackReadBack readBack
)
{
    /// <summary>
    /// How long a handler waits for a run to learn of a message that it has just posted: 2 s. Slack shows the person an
    /// error after 3 s.
    /// </summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(2);

    /// <summary>The answer to a slash command; null for every other signal.</summary>
    /// <exception cref="SignalNotAcceptedException">Nothing was recorded, and Slack must deliver it again.</exception>
    public async Task<string?> HandleAsync(SlackSignal signal, CancellationToken cancellation)
    {
        if (signal is SlackSignal.SlashCommand typed)
            return await AnswerAsync(typed, cancellation);
        await TakeAsync(signal, cancellation);
        return null;
    }

    /// <summary>Slack does not deliver a slash command again: the person has to type it again.</summary>
    private async Task<string> AnswerAsync(SlackSignal.SlashCommand typed, CancellationToken cancellation)
    {
        try
        {
            var command = new TypedCommand(typed.Text, typed.UserId, $"slack/{typed.TeamId}/{typed.TriggerId}");
            return returns.Begin(typed, command) ?? await commands.AnswerAsync(command, cancellation);
        }
        catch (SignalNotAcceptedException unknown)
        {
            return SlackText.Escape($"Not heard; nothing was started. {unknown.Message} Type it again in a moment.");
        }
    }

    private Task TakeAsync(SlackSignal signal, CancellationToken cancellation) =>
        signal switch
        {
            SlackSignal.ButtonPressed press => choices.PressedAsync(press, cancellation),
            SlackSignal.FormSent form => choices.SentAsync(form, cancellation),
            SlackSignal.Mentioned mention => AcceptAsync(() => mentions.HandleAsync(mention, cancellation)),
            SlackSignal.ReactionAdded added => AcceptAsync(() => ReactAsync(added, cancellation)),
            SlackSignal.ReactionRemoved removed => AcceptAsync(() => reactions.RemovedAsync(removed, cancellation)),
            SlackSignal.Connected => ReadBackAsync(),
            SlackSignal.SlashCommand => throw new ArgumentException("It has an answer.", nameof(signal)),
            _ => throw new UnreachableException($"No handler for {signal.GetType().Name}."),
        };

    private async Task ReactAsync(SlackSignal.ReactionAdded added, CancellationToken cancellation)
    {
        if (!await reactions.AddedAsync(added, cancellation))
            notices.Start(added);
    }

    private Task ReadBackAsync()
    {
        readBack.StartAll();
        return Task.CompletedTask;
    }

    private static async Task AcceptAsync(Func<Task> take)
    {
        try
        {
            await take();
        }
        catch (StoreUnavailableException unavailable)
        {
            throw new SignalNotAcceptedException(
                $"A signal from Slack could not be recorded. {unavailable.Trouble.Sentence}",
                unavailable
            );
        }
    }
}
