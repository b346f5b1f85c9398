using System.Collections.Concurrent;
using OlUpgrade.Execution;
using OlUpgrade.Runs;
using OlUpgrade.Slack.Client;
using OlUpgrade.Slack.Messages;
using OlUpgrade.Slack.Socket;
using OlUpgrade.Storage;

namespace OlUpgrade.Hosting.Slack;

/// <summary>
/// A thumbs-up or -down on a message of a run that asks for nothing now: its header, its thread, a question that was
/// answered or asked again. It does not count, and whoever gave it is told once which message counts. It decides
/// nothing.
/// </summary>
public sealed class WrongMessage(
    SlackClient slack,
    SlackPeople people,
    IJournal journal,
    Recorder recorder,
    ILogger<WrongMessage> logger
)
{
    private const int MaxRuns = 20;
    private const int MaxTold = 10_000;

    private readonly ConcurrentDictionary<(string User, string Ts), bool> _told = new();

    public async Task AddedAsync(SlackSignal.ReactionAdded signal, CancellationToken cancellation)
    {
        if (ReactionName.Base(signal.Reaction) is not ("+1" or "-1") || _told.Count > MaxTold)
            return;
        if (
            await RunOfAsync(signal, cancellation) is not { } run
            || await people.OfAsync(signal.UserId, cancellation) is null
        )
            return;
        if (OpenQuestion.Of(run) is { } open && open.MessageTs == signal.MessageTs && open.Channel == signal.Channel)
            return;
        if (!_told.TryAdd((signal.UserId, signal.MessageTs), true))
            return;
        var told = await slack.WhisperAsync(signal.Channel, signal.UserId, Sentence(run), threadTs: null, cancellation);
        if (!told.IsGood)
            logger.LogWarning(
                "Run {Run}: {User} could not be told which message counts: {Sentence}",
                run.Id,
                signal.UserId,
                told.Failure.Sentence
            );
    }

    private static string Sentence(Run run)
    {
        if (run.IsFinished)
            return SlackText.Escape($"That does not count: run {run.Id} has ended ({run.EndedBecause}).");
        if (OpenQuestion.Of(run) is not { } open)
            return $"That does not count: run {run.Id} asks for no approval now. "
                + $"`/upgrade status {run.Id}` shows how it stands.";
        var link = run.Evidence(open.Gate.Question)?.GetValueOrDefault("link") is { Length: > 0 } url
            ? $"<{url}|this message>"
            : "its newest question";
        return $"That does not count: run {run.Id} asks in {link}. Put it there, or press its button.";
    }

    /// <summary>The run that posted this message with one of its steps.</summary>
    private async Task<Run?> RunOfAsync(SlackSignal.ReactionAdded signal, CancellationToken cancellation)
    {
        foreach (var summary in await journal.ListAsync(onlyOpen: false, MaxRuns, cancellation))
        {
            if (await recorder.LoadAsync(summary.Run, cancellation) is { } run && IsOf(run, signal))
                return run;
        }

        return null;
    }

    private static bool IsOf(Run run, SlackSignal.ReactionAdded signal) =>
        run.Steps.Values.Any(step =>
            step.Evidence.GetValueOrDefault("ts") == signal.MessageTs
            && step.Evidence.GetValueOrDefault("channel") == signal.Channel
        );
}
