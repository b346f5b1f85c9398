using System.Diagnostics;
using OlUpgrade.Execution;
using OlUpgrade.Hosting.Workflows;
using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Slack.Messages;
using OlUpgrade.Storage;
using OlUpgrade.Wording;

namespace OlUpgrade.Hosting.Slack;

/// <summary>
/// Answers <c>/upgrade</c>, and what people say to the app in a channel, in words that a tired person understands. What
/// it starts is in the journal first.
/// </summary>
public sealed class SlashCommands(
    RunStarter starts,
    RunbookCatalog shelf,
    SlackPeople people,
    IJournal journal,
    Recorder recorder,
    RunExpiry expiry,
    SlashDecisions decisions,
    CommandPace pace
)
{
    private const int MaxRuns = 20;

    /// <summary>Hosts out of service that the list shows, the longest first.</summary>
    private const int MaxHosts = 20;

    public async Task<string> AnswerAsync(TypedCommand typed, CancellationToken cancellation)
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

    private async Task<string> DoAsync(TypedCommand typed, CancellationToken cancellation)
    {
        var command = UpgradeGrammar.Parse(typed.Text);
        // What stops work is always taken; it costs the least.
        if (!command.OnlyStops && pace.Refusal(typed.UserId) is { } tooFast)
            return tooFast;
        return await DoAsync(typed, command, cancellation);
    }

    private async Task<string> DoAsync(TypedCommand typed, UpgradeCommand command, CancellationToken cancellation) =>
        command switch
        {
            UpgradeCommand.List or UpgradeCommand.Plan when await MaySeeAsync(typed, cancellation) is { } no => no,
            UpgradeCommand.List => SlackText.Escape(RunbookList.Of(shelf)),
            UpgradeCommand.Plan plan => await PlanAsync(plan.Wish, cancellation),
            UpgradeCommand.Start start => await StartAsync(typed, start, cancellation),
            UpgradeCommand.Status status => await StatusAsync(status.Run ?? typed.InThreadOf, cancellation),
            UpgradeCommand.Decide decide => await decisions.AnswerAsync(typed, decide, cancellation),
            UpgradeCommand.DecideAll all => await decisions.AnswerAsync(typed, all, cancellation),
            UpgradeCommand.Wrong wrong => SlackText.Escape(wrong.Sentence),
            UpgradeCommand.Help => SlackText.Escape(UpgradeGrammar.Help),
            var other => throw new UnreachableException($"No answer to {other.GetType().Name}."),
        };

    /// <summary>Runbooks hold what runs as root: only people with a role see them. Null for those.</summary>
    private async Task<string?> MaySeeAsync(TypedCommand typed, CancellationToken cancellation) =>
        await people.OfAsync(typed.UserId, cancellation) is { Roles.IsEmpty: false }
            ? null
            : "Runbooks and plans are shown to people with a role in OlUpgrade's settings. "
                + "`/upgrade status` and `/upgrade help` answer everyone.";

    /// <summary>Shown to the asker alone; asks no host and writes nothing down.</summary>
    private async Task<string> PlanAsync(RunRequest wish, CancellationToken cancellation)
    {
        var answer = await starts.PlanAsync(wish, cancellation);
        return answer.Plan is { } plan
            ? SlackText.Code(PlanText.Of(plan), SlackText.MaxLength, $"`olupgrade plan {plan.Runbook}` shows the rest.")
            : SlackText.Escape(string.Join('\n', answer.Refusals));
    }

    private async Task<string> StartAsync(
        TypedCommand typed,
        UpgradeCommand.Start start,
        CancellationToken cancellation
    )
    {
        if (await people.OfAsync(typed.UserId, cancellation) is not { } person)
            return "Bots cannot start runs.";
        var (started, plan) = await starts.StartAsync(start.Wish, typed.RequestId, person, Door.Slack, cancellation);
        if (started.Run is { } run)
            return $"Run {run} of *{SlackText.Escape(plan!.Title)}* is open. The hosts are "
                + $"surveyed, then the plan is posted to {plan.Approval.Channel}.";
        return SlackText.Escape(started.Refusal!.Sentence) + await LinkToAsync(started.OpenAlready, cancellation);
    }

    /// <summary>The way to the run that has a host already.</summary>
    private async Task<string> LinkToAsync(RunId? open, CancellationToken cancellation) =>
        open is { } number
        && await recorder.LoadAsync(number, cancellation) is { } run
        && run.Evidence(BuiltInSteps.Header)?.GetValueOrDefault("link") is { Length: > 0 } link
            ? $" {SlackText.Link(link, "Its thread")}"
            : "";

    private async Task<string> StatusAsync(RunId? one, CancellationToken cancellation)
    {
        if (one is { } number)
            return await recorder.LoadAsync(number, cancellation) is { } run
                ? HeaderText.Of(run)
                : SlackText.Escape(await expiry.SentenceOfAsync(number, cancellation) ?? $"There is no run {number}.");
        var open = await journal.ListAsync(onlyOpen: true, MaxRuns, cancellation);
        var runs = open.Select(run =>
            $"Run {run.Run}: *{SlackText.Escape(run.Title)}*, {StateText.Of(run.Status)}, asked for by "
            + $"{SlackText.Escape(run.Requester)}"
        );
        var away = (await recorder.FleetAsync(cancellation))
            .Out.Take(MaxHosts)
            .Select(host => $":warning: {SlackText.Escape(AwayText.Of(host, Door.Slack))}");
        return string.Join('\n', runs.DefaultIfEmpty("No run is open.").Concat(away));
    }
}
