using OlUpgrade.Execution;
using OlUpgrade.Hosting.Decisions;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Commands;
using OlUpgrade.Slack.Messages;
using OlUpgrade.Wording;

namespace OlUpgrade.Hosting.Slack;

/// <summary>Puts every open run on hold for whoever says so to the app, and answers with what became of each.</summary>
public sealed class SlashHolds(SlackPeople people, HoldOfAllRuns holds)
{
    // Slack's time of a message is cut to the second, and what stops work is rather done once too often.
    private static readonly TimeSpan Cut = TimeSpan.FromSeconds(1);

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
}
