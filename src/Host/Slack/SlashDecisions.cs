using OlUpgrade.Execution;
using OlUpgrade.Hosting.Decisions;
using OlUpgrade.Hosting.Workflows;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Commands;
using OlUpgrade.Slack.Messages;
using OlUpgrade.Storage;
using OlUpgrade.Wording;

namespace OlUpgrade.Hosting.Slack;

/// <summary>
/// Decisions that people type behind <c>/upgrade</c>, under the same rules as everywhere. Each is answered with one
/// sentence: what is in the journal now, or why it is not.
/// </summary>
public sealed class SlashDecisions(
    SlackPeople people,
    Signals signals,
    HoldOfAllRuns holds,
    IJournal journal,
    Recorder recorder,
    RunExpiry expiry,
    HostReturns returns
)
{
    private const int MaxOpenRuns = 20;

    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(10);

    // Slack's time of a message is cut to the second, and what stops work is rather done once too often.
    private static readonly TimeSpan Cut = TimeSpan.FromSeconds(1);

    public async Task<string> AnswerAsync(
        TypedCommand typed,
        UpgradeCommand.Decide decide,
        CancellationToken cancellation
    )
    {
        if (await people.OfAsync(typed.UserId, cancellation, decide.Syntax.OnlyStops) is not { } person)
            return "Bots cannot decide about runs.";
        if (decide.Syntax.IsOfFleet)
            return SlackText.Escape(await ReturnAsync(person, decide, cancellation));
        var (id, problem) = await RunOfAsync(typed, decide, cancellation);
        if (id is not { } number)
            return SlackText.Escape(problem!);
        return SlackText.Escape(
            await recorder.LoadAsync(number, cancellation) is { } run
                ? await SayAsync(run, person, decide, typed, cancellation)
                : await expiry.SentenceOfAsync(number, cancellation) ?? $"There is no run {number}."
        );
    }

    /// <summary>A decision about every open run, answered with what became of each.</summary>
    public async Task<string> AnswerAsync(
        TypedCommand typed,
        UpgradeCommand.DecideAll decide,
        CancellationToken cancellation
    )
    {
        if (await people.OfAsync(typed.UserId, cancellation, decide.Syntax.OnlyStops) is not { } person)
            return "Bots cannot decide about runs.";
        var said = new CommandArguments(person, Door.Slack) { Reason = decide.Reason };
        var halt = CommandReader.ReadForAll(decide.Syntax, decide.Make, said);
        var (runs, refusal) = await holds.HoldAsync(halt, typed.SaidAt + Cut, cancellation);
        return SlackText.Escape(refusal?.Sentence ?? HoldAllText.Of(runs, Door.Slack));
    }

    /// <summary>The host says which run is meant.</summary>
    private async Task<string> ReturnAsync(Person person, UpgradeCommand.Decide decide, CancellationToken cancellation)
    {
        var words = TypedWords.OfHost(decide.Syntax, decide.Words, new CommandArguments(person, Door.Slack));
        var (done, refusal) = await returns.ReturnAsync(words, cancellation);
        return refusal?.Sentence ?? done!;
    }

    private async Task<string> SayAsync(
        Run run,
        Person person,
        UpgradeCommand.Decide decide,
        TypedCommand typed,
        CancellationToken cancellation
    )
    {
        // A word whose answer was lost comes again when the thread is read back: it must not fall on a later failure.
        if (
            typed.SaidAt is { } said
            && !decide.Syntax.IsText
            && run.LastDecision is { } since
            && since.At > said - Skew
        )
            return $"After you said this: {since.Sentence} Say it again if it is still right.";
        var spoken = new CommandArguments(person, Door.Slack) { Key = typed.RequestId };
        var (arguments, wrong) = TypedWords.Read(run, decide.Syntax, decide.Words, spoken);
        if (arguments is null)
            return wrong!;
        var (command, problem) = CommandReader.Read(run, decide.Syntax, arguments);
        if (command is null)
            return problem!;
        var recorded = await signals.SignalAsync(run.Id, command, cancellation);
        return recorded.Refusal?.Sentence ?? Written(run, recorded, person, decide.Syntax);
    }

    private static string Written(Run before, Recorded recorded, Person person, CommandSyntax syntax)
    {
        if (!recorded.IsChanged)
            return $"Run {before.Id}: that is in the journal already; nothing has changed.";
        return recorded.Run.LastDecision is { } word && word.By == person.Name && word.Version > before.Version
            ? $"Run {before.Id}: {word.By} {word.What}. It is in the journal."
            : $"Run {before.Id}: {person.Name}'s `{syntax.Verb}` is in the journal.";
    }

    /// <summary>The run that is meant: the named one, that of the thread, or the only open one.</summary>
    private async Task<(RunId? Run, string? Problem)> RunOfAsync(
        TypedCommand typed,
        UpgradeCommand.Decide decide,
        CancellationToken cancellation
    )
    {
        if ((decide.Run ?? typed.InThreadOf) is { } run)
            return (run, null);
        var open = await journal.ListAsync(onlyOpen: true, MaxOpenRuns, cancellation);
        return open.Length switch
        {
            1 => (open[0].Run, null),
            0 when decide.Syntax.IsForEndedRuns => (
                null,
                $"No run is open. For one that has ended, give its number: {decide.Syntax.Usage(Door.Slack)}."
            ),
            0 => (null, "No run is open."),
            _ => (
                null,
                $"Several runs are open ({string.Join(", ", open.Select(one => one.Run))}); say which one you mean: "
                    + $"{decide.Syntax.Usage(Door.Slack)}."
            ),
        };
    }
}
