using OlUpgrade.Execution;
using OlUpgrade.Runs;
using OlUpgrade.Slack.Client;
using OlUpgrade.Slack.Messages;
using OlUpgrade.Slack.Socket;
using OlUpgrade.Storage;

namespace OlUpgrade.Hosting.Slack;

/// <summary>
/// Reactions on an open question's message, turned into signals: the rule's reaction approves, a thumbs-down refuses,
/// taking back withdraws. After every silence the reactions are read back, so that nothing given meanwhile is missed.
/// </summary>
public sealed class ReactionSignals(
    SlackClient slack,
    SlackPeople people,
    Signals signals,
    IJournal journal,
    Recorder recorder,
    ILogger<ReactionSignals> logger
)
{
    private const string ThumbsDown = "-1";
    private const int MaxOpenRuns = 1_000;

    public async Task AddedAsync(SlackSignal.ReactionAdded signal, CancellationToken cancellation)
    {
        foreach (var question in await QuestionsAsync(cancellation))
        {
            if (question.Channel == signal.Channel && question.MessageTs == signal.MessageTs)
                await GiveAsync(question, signal.UserId, ReactionName.Base(signal.Reaction), cancellation);
        }
    }

    public async Task RemovedAsync(SlackSignal.ReactionRemoved signal, CancellationToken cancellation)
    {
        foreach (var question in await QuestionsAsync(cancellation))
        {
            if (
                question.Channel == signal.Channel
                && question.MessageTs == signal.MessageTs
                && ReactionName.Base(signal.Reaction) == question.Gate.Rule.Reaction
            )
                await WithdrawAsync(question, signal.UserId, cancellation);
        }
    }

    /// <summary>Reads the reactions of every open question and counts those that were not heard.</summary>
    public async Task ReadBackAsync(CancellationToken cancellation)
    {
        foreach (var question in await QuestionsAsync(cancellation))
            await ReadBackAsync(question, cancellation);
    }

    /// <summary>Counts what was put on a question's message before the run knew that it was posted.</summary>
    public Task ReadBackAsync(Run run, CancellationToken cancellation) =>
        OpenQuestion.Of(run) is { } question ? ReadBackAsync(question, cancellation) : Task.CompletedTask;

    private async Task ReadBackAsync(OpenQuestion question, CancellationToken cancellation)
    {
        var reply = await slack.ReactionsAsync(question.Channel, question.MessageTs, cancellation);
        if (!reply.IsGood)
        {
            logger.LogWarning(
                "Run {Run}: reactions could not be read back: {Sentence}",
                question.Run.Id,
                reply.Failure.Sentence
            );
            return;
        }

        foreach (var reaction in reply.Value)
        {
            foreach (var user in reaction.UserIds)
                await GiveAsync(question, user, ReactionName.Base(reaction.Name), cancellation);
        }
    }

    private async Task GiveAsync(OpenQuestion question, string userId, string reaction, CancellationToken cancellation)
    {
        var approves = reaction == ReactionName.Base(question.Gate.Rule.Reaction);
        if (!approves && reaction != ThumbsDown)
            return;
        if (await people.OfAsync(userId, cancellation) is not { } person)
            return;
        PersonsCommand command = approves
            ? new PersonsCommand.Approve(question.Gate.Name, question.Run.PlanDigest, person)
            : new PersonsCommand.Refuse(question.Gate.Name, person, "a thumbs-down in Slack");
        await signals.SignalAsync(question.Run.Id, command with { Door = Door.Slack }, cancellation);
    }

    private async Task WithdrawAsync(OpenQuestion question, string userId, CancellationToken cancellation)
    {
        if (await people.OfAsync(userId, cancellation) is { } person)
            await signals.SignalAsync(
                question.Run.Id,
                new PersonsCommand.Withdraw(question.Gate.Name, person) { Door = Door.Slack },
                cancellation
            );
    }

    private async Task<IReadOnlyList<OpenQuestion>> QuestionsAsync(CancellationToken cancellation)
    {
        var questions = new List<OpenQuestion>();
        foreach (var summary in await journal.ListAsync(onlyOpen: true, MaxOpenRuns, cancellation))
        {
            if (await recorder.LoadAsync(summary.Run, cancellation) is { } run && OpenQuestion.Of(run) is { } question)
                questions.Add(question);
        }

        return questions;
    }
}
