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

    // A mention may arrive and be read back at the same time: the second must see the answer to the first.
    private readonly SemaphoreSlim _oneByOne = new(1);

    public async Task HandleAsync(SlackSignal.Mentioned mention, CancellationToken cancellation)
    {
        await _oneByOne.WaitAsync(cancellation);
        try
        {
            await AnswerAsync(mention, cancellation);
        }
        finally
        {
            _oneByOne.Release();
        }
    }

    public void Dispose() => _oneByOne.Dispose();

    private async Task AnswerAsync(SlackSignal.Mentioned mention, CancellationToken cancellation)
    {
        var run = await RunOfAsync(mention, cancellation);
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
        var typed = new TypedCommand(
            WithoutName(mention.Text),
            mention.UserId,
            $"slack/{mention.Channel}/{mention.Ts}",
            run,
            SaidAt(mention.Ts)
        );
        var answer = SlackText.Fit(
            await commands.AnswerAsync(typed, cancellation),
            "`olupgrade` on the command line shows the rest."
        );
        var posted = await slack.PostAsync(new(head.Channel, answer, head.Ts, marker), cancellation);
        if (!posted.IsGood)
            logger.LogWarning("A mention could not be answered: {Sentence}", posted.Failure.Sentence);
    }

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
            await HandleAsync(
                new(message.UserId, message.Text, header.Channel, message.Ts, header.Ts, EventId: "", TeamId: ""),
                cancellation
            );
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
        @"^\s*<@[A-Z0-9]+(\|[^>]*)?>[:,]?",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Name();
}
