using OlUpgrade.Execution;
using OlUpgrade.Hosting.Workflows;
using OlUpgrade.Slack;
using OlUpgrade.Storage;

namespace OlUpgrade.Hosting.Slack;

/// <summary>Answers <c>/upgrade</c>, in words that a tired person understands. What it starts is in the journal first.</summary>
public sealed class SlashCommands(
    RunStarts starts,
    SlackPeople people,
    IJournal journal,
    Recorder recorder,
    RunExpiry expiry,
    SlashDecisions decisions)
{
    private const int RunsMost = 20;

    public async Task<string> AnswerAsync(SlackSignal.SlashCommand typed, CancellationToken cancellation)
    {
        try
        {
            return await DoAsync(typed, cancellation);
        }
        catch (StoreUnavailableException unavailable)
        {
            return SlackText.Escape($"Not heard; nothing was started. Try again later. {unavailable.Trouble.Sentence}");
        }
    }

    private async Task<string> DoAsync(SlackSignal.SlashCommand typed, CancellationToken cancellation) =>
        UpgradeGrammar.Parse(typed.Text) switch
        {
            UpgradeCommand.Start start => await StartAsync(typed, start, cancellation),
            UpgradeCommand.Status status => await StatusAsync(status, cancellation),
            UpgradeCommand.Decide decide => await decisions.AnswerAsync(typed, decide, cancellation),
            UpgradeCommand.Wrong wrong => SlackText.Escape(wrong.Sentence),
            _ => SlackText.Escape(UpgradeGrammar.Help),
        };

    private async Task<string> StartAsync(
        SlackSignal.SlashCommand typed, UpgradeCommand.Start start, CancellationToken cancellation)
    {
        if (await people.OfAsync(typed.UserId, cancellation) is not { } person)
            return "Bots cannot start runs.";
        var key = $"slack/{typed.TeamId}/{typed.TriggerId}";
        var (started, plan) = await starts.StartAsync(start.Wish, key, person, "slack", cancellation);
        return started.Run is { } run
            ? $"Run {run} of *{SlackText.Escape(plan!.Title)}* is open. The hosts are surveyed, then the plan is posted to {plan.Approval.Channel}."
            : SlackText.Escape(started.Refusal!.Sentence);
    }

    private async Task<string> StatusAsync(UpgradeCommand.Status status, CancellationToken cancellation)
    {
        if (status.Run is { } number)
            return await recorder.LoadAsync(number, cancellation) is { } run
                ? HeaderText.Of(run)
                : SlackText.Escape(await expiry.SentenceOfAsync(number, cancellation) ?? $"There is no run {number}.");
        var open = await journal.ListAsync(onlyOpen: true, RunsMost, cancellation);
        return open.IsEmpty
            ? "No run is open."
            : string.Join('\n', open.Select(run =>
                $"Run {run.Run}: *{SlackText.Escape(run.Title)}*, {run.Status}, asked for by {SlackText.Escape(run.Requester)}"));
    }
}
