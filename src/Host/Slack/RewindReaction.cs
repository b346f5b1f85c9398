using System.Collections.Immutable;
using OlUpgrade.Execution;
using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Rollbacks;
using OlUpgrade.Slack.Client;
using OlUpgrade.Slack.Messages;
using OlUpgrade.Slack.Socket;
using OlUpgrade.Storage;
using OlUpgrade.Wording;

namespace OlUpgrade.Hosting.Slack;

/// <summary>
/// A rewind on the message that heads a run's thread: the thread is told how to roll back, once for each person and
/// state of the run. It decides nothing. A note that Slack does not take is given up: the reaction can be given again.
/// </summary>
public sealed class RewindReaction(
    SlackClient slack,
    SlackPeople people,
    IJournal journal,
    Recorder recorder,
    TimeProvider time,
    ILogger<RewindReaction> logger
) : IDisposable
{
    private const string Rewind = "rewind";

    /// <summary>Of the newest so many runs a header is looked for.</summary>
    private const int MaxRuns = 50;

    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(10);

    // What Slack delivers twice at once is told once.
    private readonly SemaphoreSlim _oneByOne = new(1);

    public async Task AddedAsync(SlackSignal.ReactionAdded signal, CancellationToken cancellation)
    {
        if (ReactionName.Base(signal.Reaction) != Rewind || await RunOfAsync(signal, cancellation) is not { } run)
            return;
        if (await people.OfAsync(signal.UserId, cancellation) is not { } person)
            return;
        var markers = await MarkersAsync(run, signal, cancellation);
        await _oneByOne.WaitAsync(cancellation);
        try
        {
            var told = await TellAsync(
                run,
                TextFor(run, person),
                new(signal.Channel, signal.MessageTs),
                markers,
                cancellation
            );
            if (!told.IsGood)
                logger.LogWarning(
                    "Run {Run}: the way back could not be told: {Sentence}",
                    run.Id,
                    told.Failure.Sentence
                );
        }
        finally
        {
            _oneByOne.Release();
        }
    }

    public void Dispose() => _oneByOne.Dispose();

    private async Task<SlackReply<PostedMessage>> TellAsync(
        Run run,
        string text,
        PostedMessage head,
        ImmutableArray<string> markers,
        CancellationToken cancellation
    )
    {
        var there = await slack.MarkersAsync(head, markers, run.RequestedAt!.Value - ClockSkew, cancellation);
        if (!there.IsGood)
            return SlackReply<PostedMessage>.Bad(there.Failure);
        return there.Value!.IsEmpty
            ? await slack.PostAsync(new(head.Channel, SlackText.Escape(text), head.Ts, markers), cancellation)
            : SlackReply<PostedMessage>.Good(head);
    }

    private string TextFor(Run run, Person person)
    {
        var asked = new PersonsCommand.RollBack(RollbackDecisions.Everything, person, Reason: null)
        {
            Seen = run.Version,
            Door = Door.Slack,
        };
        return run.Decide(asked, time.GetUtcNow()).Refusal?.Sentence ?? WayBackText.Question(run);
    }

    /// <summary>
    /// By the first it is known when Slack delivers it twice, by the second when nothing has changed since.
    /// </summary>
    private async Task<ImmutableArray<string>> MarkersAsync(
        Run run,
        SlackSignal.ReactionAdded signal,
        CancellationToken cancellation
    )
    {
        var stem = $"{await journal.DatabaseIdAsync(cancellation)}/{run.Id}/{Rewind}";
        return
        [
            $"{stem}/{signal.EventId}",
            $"{stem}/{signal.UserId}/{run.Status}/{run.Rollback?.Number ?? 0}/{RollbackPlanner.Touched(run).Length}",
        ];
    }

    private async Task<Run?> RunOfAsync(SlackSignal.ReactionAdded signal, CancellationToken cancellation)
    {
        foreach (var summary in await journal.ListAsync(onlyOpen: false, MaxRuns, cancellation))
        {
            if (
                await recorder.LoadAsync(summary.Run, cancellation) is { } run
                && run.Evidence(BuiltInSteps.Header) is { } header
                && header.GetValueOrDefault("channel") == signal.Channel
                && header.GetValueOrDefault("ts") == signal.MessageTs
            )
                return run;
        }

        return null;
    }
}
