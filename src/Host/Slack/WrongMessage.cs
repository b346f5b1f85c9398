using System.Collections.Concurrent;
using OlUpgrade.Execution;
using OlUpgrade.Runs;
using OlUpgrade.Slack.Client;
using OlUpgrade.Slack.Messages;
using OlUpgrade.Slack.Socket;

namespace OlUpgrade.Hosting.Slack;

/// <summary>
/// A thumbs-up or thumbs-down on a message that its run does not wait on: a header, or a question that was answered. It
/// decides nothing, and the person reads, once for each message, which message counts.
/// </summary>
public sealed class WrongMessage(SlackClient slack, SlackPeople people, ILogger<WrongMessage> logger)
{
    /// <summary>How many answers are remembered; after that none is given until the service restarts.</summary>
    private const int MaxAnswered = 10_000;

    private readonly ConcurrentDictionary<(string User, PostedMessage Message), bool> _answered = new();

    public static bool Takes(string reaction) => ReactionName.Base(reaction) is "+1" or "-1";

    public async Task AddedAsync(RunMessage message, SlackSignal.ReactionAdded signal, CancellationToken cancellation)
    {
        if (message.OpenQuestion is not null || _answered.Count > MaxAnswered)
            return;
        if (await people.OfAsync(signal.UserId, cancellation) is not { } person || HasApproved(message, person))
            return;
        if (!_answered.TryAdd((signal.UserId, message.Message), true))
            return;
        var posted = await slack.PostEphemeralAsync(
            signal.Channel,
            signal.UserId,
            Sentence(message.Run),
            threadTs: null,
            cancellation
        );
        if (!posted.IsGood)
            logger.LogWarning(
                "Run {Run}: {User} was not shown which message counts: {Sentence}",
                message.Run.Id,
                signal.UserId,
                posted.Failure.Sentence
            );
    }

    /// <summary>Their own thumbs-up opened the gate: it did count.</summary>
    private static bool HasApproved(RunMessage message, Person person) =>
        message.Gate is { } gate
        && message.Run.Gate(gate.Name).Approvals.Any(given => message.Run.AreOne(given.By, person));

    private static string Sentence(Run run)
    {
        if (run.IsFinished)
            return SlackText.Escape($"That does not count: run {run.Id} has ended ({run.EndedBecause}).");
        if (OpenQuestion.Of(run) is not { } open)
            return $"That does not count: run {run.Id} asks for no approval now. "
                + $"`/upgrade status {run.Id}` shows its state.";
        var link = run.Evidence(open.Gate.Question)?.GetValueOrDefault("link") is { Length: > 0 } url
            ? SlackText.Link(url, "this message")
            : "its newest question";
        return $"That does not count: run {run.Id} waits for an answer to {link}. React to that, or press its button.";
    }
}
