using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using OlUpgrade.Execution;
using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Slack.Client;
using OlUpgrade.Slack.Messages;
using OlUpgrade.Slack.Socket;
using OlUpgrade.Storage;
using OlUpgrade.Wire;

namespace OlUpgrade.Hosting.Slack;

/// <summary>
/// Commands that people give by mentioning the app in a channel: the grammar of <c>/upgrade</c>, answered in the
/// thread, once for each message. In a run's own thread that run is meant.
/// </summary>
public sealed partial class Mentions(
    SlackClient slack,
    SlashCommands commands,
    IJournal journal,
    Recorder recorder,
    PostedMessages messages,
    TimeProvider time,
    ILogger<Mentions> logger
) : IDisposable
{
    /// <summary>How many open runs have their threads read back, the newest first.</summary>
    private const int MaxOpenRuns = 50;

    /// <summary>How far back a thread is read. A command that is older is no longer meant.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromHours(12);

    /// <summary>Mentions of one person that wait; what is beyond that is not answered.</summary>
    private const int MaxWaiting = 20;

    private const int MaxTries = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    // A mention may arrive and be read back at the same time: it is answered once.
    private readonly ConcurrentDictionary<string, bool> _inHand = new(StringComparer.Ordinal);
    private readonly PersonQueues _queues = new(MaxWaiting);
    private readonly CancellationTokenSource _stop = new();

    /// <summary>
    /// Takes what a person says. What only stops work is done before this returns, and asks Slack nothing first; the
    /// rest is done beside the socket, where it delays nobody, and read back after a crash.
    /// </summary>
    public async Task HandleAsync(SlackSignal.Mentioned mention, CancellationToken cancellation)
    {
        if (!await IsToUsAsync(mention, cancellation))
            return;
        if (UpgradeGrammar.Parse(WithoutName(mention.Text)).OnlyStops)
        {
            var answer = await commands.AnswerAsync(await TypedAsync(mention, cancellation), cancellation);
            Begin(mention, stop => AnswerAsync(mention, answer, stop));
            return;
        }

        Begin(mention, stop => AnswerAsync(mention, null, stop));
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private void Begin(SlackSignal.Mentioned mention, Func<CancellationToken, Task> answer)
    {
        var stop = _stop.Token;
        if (!_queues.Add(mention.UserId, () => TryAsync(answer, stop)))
            logger.LogWarning("{User} mentions the app too often; {Ts} is not answered.", mention.UserId, mention.Ts);
    }

    private async Task TryAsync(Func<CancellationToken, Task> answer, CancellationToken stop)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await answer(stop);
                return;
            }
            catch (Exception fault) when (tries < MaxTries && !stop.IsCancellationRequested)
            {
                logger.LogWarning(fault, "A mention could not be answered; try {Try} of {Max}", tries, MaxTries);
                await Task.Delay(Pause, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception fault)
            {
                if (!stop.IsCancellationRequested)
                    logger.LogError(fault, "A mention was not answered. It is read back at the next connection.");
                return;
            }
        }
    }

    /// <summary>
    /// A command begins with our name. Whoever only speaks of the app, or says something to somebody else, gives none.
    /// </summary>
    private async Task<bool> IsToUsAsync(SlackSignal.Mentioned mention, CancellationToken cancellation)
    {
        var us = await slack.WhoAmIAsync(cancellation);
        if (us.Value is not { } identity)
            throw new SignalNotAcceptedException(
                $"Whether a mention is a command is not known: {us.Failure?.Sentence}"
            );
        return Name().Match(mention.Text) is { Success: true } name && name.Groups["id"].Value == identity.UserId;
    }

    /// <summary>Unless somebody else is at it.</summary>
    /// <param name="known">The answer if the command was carried out already; null to do so now.</param>
    private async Task AnswerAsync(SlackSignal.Mentioned mention, string? known, CancellationToken cancellation)
    {
        if (!_inHand.TryAdd(mention.Ts, true))
            return;
        try
        {
            await AnswerOnceAsync(mention, known, cancellation);
        }
        finally
        {
            _inHand.TryRemove(mention.Ts, out _);
        }
    }

    private async Task AnswerOnceAsync(SlackSignal.Mentioned mention, string? known, CancellationToken cancellation)
    {
        // Named after the message and not after the event: a message that is read back comes without one.
        var marker = $"{await journal.DatabaseIdAsync(cancellation)}/mention/{mention.Ts}";
        var head = new PostedMessage(mention.Channel, mention.ThreadTs ?? mention.Ts);
        var earlier = await slack.MarkersAsync(head, [marker], time.GetUtcNow() - MaxAge, cancellation);
        if (!earlier.IsGood)
            throw new SignalNotAcceptedException(
                $"Whether a mention was answered is not known: {earlier.Failure.Sentence}"
            );
        if (!earlier.Value!.IsEmpty)
            return;
        var answer = known ?? await commands.AnswerAsync(await TypedAsync(mention, cancellation), cancellation);
        var text = SlackText.Fit(answer, "`olupgrade` on the command line shows the rest.");
        var posted = await slack.PostAsync(new(head.Channel, text, head.Ts, marker), cancellation);
        if (!posted.IsGood)
            logger.LogWarning("A mention could not be answered: {Sentence}", posted.Failure.Sentence);
    }

    private async Task<TypedCommand> TypedAsync(SlackSignal.Mentioned mention, CancellationToken cancellation) =>
        new(
            WithoutName(mention.Text),
            mention.UserId,
            $"slack/{mention.Channel}/{mention.Ts}",
            await RunOfAsync(mention, cancellation),
            SaidAt(mention.Ts)
        );

    /// <summary>
    /// Answers the mentions in the threads of open runs that were not answered yet. False if Slack did not show all of
    /// the threads.
    /// </summary>
    public async Task<bool> ReadBackAsync(CancellationToken cancellation)
    {
        var isComplete = true;
        foreach (var summary in await journal.ListAsync(onlyOpen: true, MaxOpenRuns, cancellation))
        {
            if (
                await recorder.LoadAsync(summary.Run, cancellation) is { } run
                && PostedMessage.Of(run.Evidence(BuiltInSteps.Header)) is { } header
            )
                isComplete &= await ReadBackAsync(run.Id, header, cancellation);
        }

        return isComplete;
    }

    private async Task<bool> ReadBackAsync(RunId run, PostedMessage header, CancellationToken cancellation)
    {
        var thread = await slack.MentionsInThreadAsync(header, time.GetUtcNow() - MaxAge, cancellation);
        if (!thread.IsGood)
            logger.LogWarning("Run {Run}: its thread could not be read back: {Sentence}", run, thread.Failure.Sentence);
        foreach (var message in thread.Value.IsDefault ? [] : thread.Value)
        {
            SlackSignal.Mentioned mention = new(
                message.UserId,
                message.Text,
                header.Channel,
                message.Ts,
                header.Ts,
                EventId: "",
                TeamId: ""
            );
            if (await IsToUsAsync(mention, cancellation))
                await AnswerAsync(mention, null, cancellation);
        }

        return thread.IsGood;
    }

    /// <summary>What was said to the app, without its name.</summary>
    internal static string WithoutName(string text) => Name().Replace(text, "").Trim();

    /// <summary>When a message was written; null if its timestamp is none.</summary>
    internal static DateTimeOffset? SaidAt(string ts) =>
        long.TryParse(ts.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? UnixTime.Of(seconds)
            : null;

    /// <summary>The run whose header or question heads the thread; null in any other place.</summary>
    private async Task<RunId?> RunOfAsync(SlackSignal.Mentioned mention, CancellationToken cancellation) =>
        mention.ThreadTs is { } thread
            ? (await messages.FindAsync(new(mention.Channel, thread), SlackSignalHandlers.Patience, cancellation))
                ?.Run
                .Id
            : null;

    [GeneratedRegex(
        @"^\s*<@(?<id>[A-Z0-9]+)(\|[^>]*)?>[:,]?",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Name();
}
