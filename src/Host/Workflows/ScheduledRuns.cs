using OlUpgrade.Calendar;
using OlUpgrade.Execution;
using OlUpgrade.Hosting.People;
using OlUpgrade.Runs;
using OlUpgrade.Storage;
using OlUpgrade.Yaml;

namespace OlUpgrade.Hosting.Workflows;

/// <summary>
/// Starts the runs that runbooks ask for by a schedule. It remembers nothing that it needs: the runbooks are read at
/// each look, and a run's request key names runbook and time, so that however often a time is seen, it is one run. What
/// stands in a run's way is logged and tried no more for that time.
/// </summary>
public sealed class ScheduledRuns(
    RunbookCatalog shelf,
    PeopleList people,
    Signals signals,
    RunEvidence evidence,
    IJournal journal,
    TimeProvider time,
    ILogger<ScheduledRuns> logger
)
{
    private const int MaxRuns = 500;

    /// <summary>The time of each runbook that was dealt with by this process: only spares needless looks.</summary>
    private readonly Dictionary<string, DateTimeOffset> _dealtWith = [];
    private readonly Dictionary<string, DateTimeOffset> _toldWrong = [];

    /// <summary>Deals with each runbook's newest time, once.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        if (shelf.Inventory().Value is not { } inventory)
            return;
        foreach (var name in shelf.Names)
        {
            var parsed = shelf.Runbook(name, inventory);
            if (parsed.Value is null)
                TellWrong(name, parsed.Problems[0]);
            else if (parsed.Value.Schedule is { } schedule)
                await LookAsync(name, schedule, cancellation);
        }
    }

    /// <summary>Once for each time that the file was changed: a schedule in it cannot be read either.</summary>
    private void TellWrong(string name, Problem problem)
    {
        var writtenAt = shelf.WrittenAt(name);
        if (!_toldWrong.TryGetValue(name, out var told) || told != writtenAt)
            logger.LogWarning(
                "{Runbook} starts no run, scheduled or not, until it is mended: {Problem}",
                name,
                problem
            );
        _toldWrong[name] = writtenAt;
    }

    private async Task LookAsync(string name, RunSchedule schedule, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (schedule.Last(now) is not { } at || (_dealtWith.TryGetValue(name, out var last) && last == at))
            return;
        switch (schedule.Turn(now, shelf.WrittenAt(name)))
        {
            case ScheduleTurn.Due:
                await StartAsync(name, schedule, at, cancellation);
                break;
            case ScheduleTurn.Missed when !await WasStartedAsync(name, at, cancellation):
                logger.LogWarning(
                    "The run of {Runbook} that was due {At} was missed and is not made up for; the next is due {Next}",
                    name,
                    schedule.InWords(at),
                    schedule.Next(now) is { } next ? schedule.InWords(next) : "never"
                );
                break;
        }

        _dealtWith[name] = at;
    }

    private async Task StartAsync(string name, RunSchedule schedule, DateTimeOffset at, CancellationToken cancellation)
    {
        var answer = shelf.Plan(name, Facts.Empty, []);
        var key = $"schedule/{name}/{at.UtcDateTime:O}";
        if (people.Named(schedule.Requester) is not { } requester)
            NotStarted(name, $"nobody called {schedule.Requester} is among the people of the settings.");
        else if (answer.Plan is not { } plan)
            NotStarted(name, string.Join(' ', answer.Refusals));
        else if (
            await signals.StartAsync(
                key,
                requester,
                Door.Schedule,
                await evidence.AddToAsync(plan, cancellation),
                cancellation
            ) is
            { Refusal: { } refusal }
        )
            NotStarted(name, refusal.Sentence);
        else
            logger.LogInformation("The run of {Runbook} that is due {At} is open", name, schedule.InWords(at));
    }

    private void NotStarted(string name, string why) =>
        logger.LogWarning(
            "The scheduled run of {Runbook} is not started: {Why} It is not tried again before its next time.",
            name,
            why
        );

    private async Task<bool> WasStartedAsync(string name, DateTimeOffset at, CancellationToken cancellation) =>
        (await journal.ListAsync(onlyOpen: false, MaxRuns, cancellation)).Any(run =>
            run.Runbook == name && run.RequestedAt >= at
        );
}
