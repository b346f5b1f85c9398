using System.Globalization;
using System.Text.RegularExpressions;
using OlUpgrade.Execution;
using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Slack.Client;
using OlUpgrade.Slack.Messages;
using OlUpgrade.Slack.Socket;
using OlUpgrade.Storage;

namespace OlUpgrade.Hosting.Slack;

/// <summary>
/// What people say to the app by its name in a channel: the grammar of <c>/upgrade</c>, answered in the thread, once
/// for each message. In a run's own thread that run is meant.
/// </summary>
public sealed partial class Mentions(
    SlackClient slack,
    SlashCommands commands,
    IJournal journal,
    Recorder recorder,
    TimeProvider time,
    ILogger<Mentions> logger
) : IDisposable
{
    /// <summary>Of the newest so many runs a header is looked for.</summary>
    private const int MaxRuns = 50;

    /// <summary>So far back a thread is read after a silence; what is older is no longer meant.</summary>
    private static readonly TimeSpan Back = TimeSpan.FromHours(12);

    // What comes live and is read back at once, or twice because both connections stand again, is heard once.
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
        // By the message and not by the event: what is read back after a silence comes without one.
        var marker = $"{await journal.DatabaseIdAsync(cancellation)}/mention/{mention.Ts}";
        var head = new PostedMessage(mention.Channel, mention.ThreadTs ?? mention.Ts);
        var there = await slack.MarkersAsync(head, [marker], time.GetUtcNow() - Back, cancellation);
        if (!there.IsGood)
            throw new SignalNotAcceptedException($"Whether it was answered is not known: {there.Failure.Sentence}");
        if (!there.Value!.IsEmpty)
            return;
        var typed = new TypedCommand(
            Name().Replace(mention.Text, "").Trim(),
            mention.UserId,
            $"slack/{mention.Channel}/{mention.Ts}",
            run,
            SaidAt(mention.Ts)
        );
        var answer = SlackText.Fit(
            await commands.AnswerAsync(typed, cancellation),
            "`olupgrade` on the command line shows the rest."
        );
        var told = await slack.PostAsync(new(head.Channel, answer, head.Ts, marker), cancellation);
        if (!told.IsGood)
            logger.LogWarning("What was said to the app could not be answered: {Sentence}", told.Failure.Sentence);
    }

    /// <summary>Hears what was said in the threads of open runs while nobody listened.</summary>
    public async Task ReadBackAsync(CancellationToken cancellation)
    {
        foreach (var summary in await journal.ListAsync(onlyOpen: true, MaxRuns, cancellation))
        {
            if (await recorder.LoadAsync(summary.Run, cancellation) is not { } run || HeaderOf(run) is not { } header)
                continue;
            var said = await slack.SaidToUsAsync(header, time.GetUtcNow() - Back, cancellation);
            if (!said.IsGood)
                logger.LogWarning(
                    "Run {Run}: its thread could not be read back: {Sentence}",
                    run.Id,
                    said.Failure.Sentence
                );
            foreach (var one in said.Value.IsDefault ? [] : said.Value)
                await HandleAsync(
                    new(one.UserId, one.Text, header.Channel, one.Ts, header.Ts, EventId: "", TeamId: ""),
                    cancellation
                );
        }
    }

    private static DateTimeOffset? SaidAt(string ts) =>
        long.TryParse(ts.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    private static PostedMessage? HeaderOf(Run run) =>
        run.Evidence(BuiltInSteps.Header) is { } header
        && header.TryGetValue("channel", out var channel)
        && header.TryGetValue("ts", out var ts)
            ? new(channel, ts)
            : null;

    private async Task<RunId?> RunOfAsync(SlackSignal.Mentioned mention, CancellationToken cancellation)
    {
        if (mention.ThreadTs is not { } thread)
            return null;
        foreach (var summary in await journal.ListAsync(onlyOpen: false, MaxRuns, cancellation))
        {
            if (
                await recorder.LoadAsync(summary.Run, cancellation) is { } run
                && IsOfThread(run, mention.Channel, thread)
            )
                return run.Id;
        }

        return null;
    }

    /// <summary>Below the header, or below one of the run's questions.</summary>
    private static bool IsOfThread(Run run, string channel, string thread) =>
        run.Steps.Values.Any(step =>
            step.Evidence.GetValueOrDefault("ts") == thread && step.Evidence.GetValueOrDefault("channel") == channel
        );

    [GeneratedRegex(
        @"^\s*<@[A-Z0-9]+(\|[^>]*)?>[:,]?",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Name();
}
