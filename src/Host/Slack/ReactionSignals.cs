using System.Collections.Immutable;
using OlUpgrade.Execution;
using OlUpgrade.Hosting.People;
using OlUpgrade.Runs;
using OlUpgrade.Slack.Client;
using OlUpgrade.Slack.Messages;
using OlUpgrade.Slack.Socket;
using OlUpgrade.Storage;

namespace OlUpgrade.Hosting.Slack;

/// <summary>
/// Turns reactions on the message of an open question into signals: the rule's reaction approves, a thumbs-down
/// refuses, a reaction that is removed withdraws. Reading them back misses and repeats none.
/// </summary>
public sealed class ReactionSignals(
    SlackClient slack,
    SlackPeople people,
    Signals signals,
    IJournal journal,
    Recorder recorder,
    PostedMessages messages,
    ILogger<ReactionSignals> logger
)
{
    private const string ThumbsDown = "-1";
    private const int MaxOpenRuns = 1_000;

    /// <summary>True if the run waits for an answer to this message; false if the reaction decides nothing.</summary>
    public async Task<bool> AddedAsync(SlackSignal.ReactionAdded signal, CancellationToken cancellation)
    {
        if ((await FindAsync(signal.Channel, signal.MessageTs, cancellation))?.OpenQuestion is not { } question)
            return false;
        await GiveAsync(question, signal.UserId, ReactionName.Base(signal.Reaction), cancellation);
        return true;
    }

    /// <summary>Withdraws an approval. The run decides whether it is too late for that.</summary>
    public async Task RemovedAsync(SlackSignal.ReactionRemoved signal, CancellationToken cancellation)
    {
        if (
            await FindAsync(signal.Channel, signal.MessageTs, cancellation) is { Gate: { } gate } message
            && ReactionName.Base(signal.Reaction) == ReactionName.Base(gate.Rule.Reaction)
            && await people.OfAsync(signal.UserId, cancellation) is { } person
        )
            await signals.SignalAsync(
                message.Run.Id,
                new PersonsCommand.Withdraw(gate.Name, person) { IsReaction = true, Door = Door.Slack },
                cancellation
            );
    }

    /// <summary>Counts the reactions to every open question. False if Slack did not answer for all of them.</summary>
    public async Task<bool> ReadBackAsync(CancellationToken cancellation)
    {
        var isComplete = true;
        foreach (var summary in await journal.ListAsync(onlyOpen: true, MaxOpenRuns, cancellation))
        {
            if (await recorder.LoadAsync(summary.Run, cancellation) is { } run && OpenQuestion.Of(run) is { } question)
                isComplete &= await ReadBackAsync(question, cancellation);
        }

        return isComplete;
    }

    /// <summary>Counts the reactions to a question. False if Slack did not answer for all of them.</summary>
    public async Task<bool> ReadBackAsync(OpenQuestion question, CancellationToken cancellation)
    {
        var reply = await slack.ReactionsAsync(question.Message.Channel, question.Message.Ts, cancellation);
        if (!reply.IsGood)
        {
            logger.LogWarning(
                "Run {Run}: the reactions to its question could not be read back: {Sentence}",
                question.Run.Id,
                reply.Failure.Sentence
            );
            return false;
        }

        await WithdrawMissingAsync(question, reply.Value, cancellation);
        var isComplete = true;
        foreach (var reaction in reply.Value)
        {
            foreach (var user in reaction.UserIds)
                isComplete &= await TryGiveAsync(question, user, ReactionName.Base(reaction.Name), cancellation);
        }

        return isComplete;
    }

    /// <summary>
    /// Takes back the approvals whose reaction was removed while the service was away: what was given and taken back
    /// does not count.
    /// </summary>
    private async Task WithdrawMissingAsync(
        OpenQuestion question,
        ImmutableArray<SlackReaction> reactions,
        CancellationToken cancellation
    )
    {
        var present = ReactionName.UsersOf(reactions, question.Gate.Rule.Reaction);
        foreach (var given in question.Run.Gate(question.Gate.Name).Approvals)
        {
            if (given.IsReaction == true && !AccountsOf.SlackUsers(given.By).Any(present.Contains))
                await signals.SignalAsync(
                    question.Run.Id,
                    new PersonsCommand.Withdraw(question.Gate.Name, given.By) { IsReaction = true, Door = Door.Slack },
                    cancellation
                );
        }
    }

    /// <summary>False if Slack does not say who reacted; that must not keep the others from being counted.</summary>
    private async Task<bool> TryGiveAsync(
        OpenQuestion question,
        string userId,
        string reaction,
        CancellationToken cancellation
    )
    {
        try
        {
            await GiveAsync(question, userId, reaction, cancellation);
            return true;
        }
        catch (SignalNotAcceptedException unknown)
        {
            logger.LogWarning(
                "Run {Run}: a reaction to its question could not be counted: {Sentence}",
                question.Run.Id,
                unknown.Message
            );
            return false;
        }
    }

    // Without waiting: when a question opens, the reactions that were too early for its run are read back.
    private Task<RunMessage?> FindAsync(string channel, string ts, CancellationToken cancellation) =>
        messages.FindAsync(new(channel, ts), TimeSpan.Zero, cancellation);

    private async Task GiveAsync(OpenQuestion question, string userId, string reaction, CancellationToken cancellation)
    {
        var isApproval = reaction == ReactionName.Base(question.Gate.Rule.Reaction);
        if (!isApproval && reaction != ThumbsDown)
            return;
        if (await people.OfAsync(userId, cancellation, mayOnlyStop: !isApproval) is not { } person)
            return;
        PersonsCommand command = isApproval
            ? new PersonsCommand.Approve(question.Gate.Name, question.Run.PlanDigest, person) { IsReaction = true }
            : new PersonsCommand.Refuse(question.Gate.Name, person, "a thumbs-down in Slack");
        await signals.SignalAsync(question.Run.Id, command with { Door = Door.Slack }, cancellation);
    }
}
