using System.Collections.Immutable;
using OlUpgrade.Execution;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Rollbacks;
using OlUpgrade.Slack.Client;
using OlUpgrade.Slack.Messages;
using OlUpgrade.Slack.Socket;
using OlUpgrade.Storage;
using OlUpgrade.Wording;

namespace OlUpgrade.Hosting.Slack;

/// <summary>
/// A rewind on the header of a run: the thread then says how to roll back, once for each person and state of the run.
/// It decides nothing. An answer that Slack does not accept is lost; the person can react again.
/// </summary>
public sealed class RewindReaction(
    SlackClient slack,
    SlackPeople people,
    IJournal journal,
    TimeProvider time,
    ILogger<RewindReaction> logger
) : IDisposable
{
    private const string Rewind = "rewind";

    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(10);

    // Of two deliveries at the same time, the second must see the answer to the first.
    private readonly SemaphoreSlim _oneByOne = new(1);

    public static bool Takes(string reaction) => ReactionName.Base(reaction) == Rewind;

    public async Task AddedAsync(RunMessage message, SlackSignal.ReactionAdded signal, CancellationToken cancellation)
    {
        if (!message.IsHeader || await people.OfAsync(signal.UserId, cancellation) is not { } person)
            return;
        var run = message.Run;
        var markers = await MarkersAsync(run, signal, cancellation);
        await _oneByOne.WaitAsync(cancellation);
        try
        {
            var answered = await AnswerAsync(run, TextFor(run, person), message.Message, markers, cancellation);
            if (!answered.IsGood)
                logger.LogWarning(
                    "Run {Run}: how to roll back could not be posted: {Sentence}",
                    run.Id,
                    answered.Failure.Sentence
                );
        }
        finally
        {
            _oneByOne.Release();
        }
    }

    public void Dispose() => _oneByOne.Dispose();

    private async Task<SlackReply<PostedMessage>> AnswerAsync(
        Run run,
        string text,
        PostedMessage header,
        ImmutableArray<string> markers,
        CancellationToken cancellation
    )
    {
        var there = await slack.MarkersAsync(header, markers, run.RequestedAt!.Value - ClockSkew, cancellation);
        if (!there.IsGood)
            return SlackReply<PostedMessage>.Bad(there.Failure);
        return there.Value!.IsEmpty
            ? await slack.PostAsync(new(header.Channel, SlackText.Escape(text), header.Ts, markers), cancellation)
            : SlackReply<PostedMessage>.Good(header);
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
    /// The first marks the event, which Slack may deliver twice; the second marks the person and the state of the run.
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
}
