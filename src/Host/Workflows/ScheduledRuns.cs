using OlUpgrade.Calendar;
using OlUpgrade.Execution;
using OlUpgrade.Hosting.People;
using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Storage;
using OlUpgrade.Yaml;

namespace OlUpgrade.Hosting.Workflows;

/// <summary>
/// Starts the runs that runbooks have on a schedule. Keeps no state of its own: the runbooks are read each time, and a
/// run's request key contains runbook and time, so each scheduled time opens at most one run. A run that cannot be
/// started is logged and not retried for that time.
/// </summary>
public sealed class ScheduledRuns(
    RunbookCatalog catalog,
    Staff staff,
    Signals signals,
    RunEvidence evidence,
    IJournal journal,
    TimeProvider time,
    ILogger<ScheduledRuns> logger
)
{
    private const int MaxRuns = 500;

    /// <summary>The last scheduled time of each runbook that this process has handled. Only a cache.</summary>
    private readonly Dictionary<string, DateTimeOffset> _handled = [];
    private readonly Dictionary<string, DateTimeOffset> _reported = [];

    /// <summary>Starts every run that is due now. Each scheduled time is handled once.</summary>
    public async Task StartDueAsync(CancellationToken cancellation)
    {
        if (catalog.Inventory().Value is not { } inventory)
            return;
        foreach (var name in catalog.Names)
        {
            var parsed = catalog.Runbook(name, inventory);
            if (parsed.Value is null)
                ReportInvalid(name, parsed.Problems[0]);
            else if (parsed.Value.Schedule is { } schedule)
                await HandleAsync(name, schedule, cancellation);
        }
    }

    /// <summary>Logs an invalid runbook once for each change of its file: its schedule cannot be read either.</summary>
    private void ReportInvalid(string name, Problem problem)
    {
        var writtenAt = catalog.WrittenAt(name);
        if (!_reported.TryGetValue(name, out var reported) || reported != writtenAt)
            logger.LogWarning("{Runbook} is invalid; it starts no run until it is fixed: {Problem}", name, problem);
        _reported[name] = writtenAt;
    }

    private async Task HandleAsync(string name, RunSchedule schedule, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (schedule.Last(now) is not { } at || (_handled.TryGetValue(name, out var last) && last == at))
            return;
        switch (schedule.Turn(now, catalog.WrittenAt(name)))
        {
            case ScheduleTurn.Due:
                await StartAsync(name, schedule, at, cancellation);
                break;
            case ScheduleTurn.Missed when !await WasStartedAsync(name, at, cancellation):
                logger.LogWarning(
                    "The scheduled run of {Runbook} at {At} was missed and is skipped; the next is due {Next}",
                    name,
                    schedule.Format(at),
                    schedule.Next(now) is { } next ? schedule.Format(next) : "never"
                );
                break;
        }

        _handled[name] = at;
    }

    private async Task StartAsync(string name, RunSchedule schedule, DateTimeOffset at, CancellationToken cancellation)
    {
        var answer = catalog.Plan(name, Facts.Empty, []);
        var key = $"schedule/{name}/{at.UtcDateTime:O}";
        var (requester, why) = await RequesterAsync(schedule, cancellation);
        if (requester is null)
            NotStarted(name, why!);
        else if (answer.Plan is not { } bare)
            NotStarted(name, string.Join(' ', answer.Refusals));
        else
            await OpenAsync(name, key, requester, bare, cancellation);
    }

    private async Task OpenAsync(string name, string key, Person requester, Plan bare, CancellationToken cancellation)
    {
        // Who wrote the runbook may have named the requester, and would otherwise approve their own work alone.
        var plan = (await evidence.AddToAsync(bare, cancellation)).ForSchedule();
        var started = await signals.StartAsync(key, requester, Door.Schedule, plan, cancellation);
        if (started.Refusal is { } refusal)
            NotStarted(name, refusal.Sentence);
        else
            logger.LogInformation("The scheduled run of {Runbook} is open: run {Run}", name, started.Run);
    }

    /// <summary>The requester as they are now, or why nobody can answer for the run.</summary>
    private async Task<(Person? Requester, string? Why)> RequesterAsync(
        RunSchedule schedule,
        CancellationToken cancellation
    ) =>
        await staff.ListedAsync(schedule.Requester, tokenId: null, cancellation) switch
        {
            null => (null, $"its requester {schedule.Requester} is not listed under OlUpgrade:People."),
            { Doubt: { } doubt } => (null, $"Slack does not say whether {schedule.Requester} is still staff: {doubt}"),
            { Person: var person } => (person, null),
        };

    private void NotStarted(string name, string why) =>
        logger.LogWarning(
            "The scheduled run of {Runbook} was not started: {Why} It is not retried before its next time.",
            name,
            why
        );

    private async Task<bool> WasStartedAsync(string name, DateTimeOffset at, CancellationToken cancellation) =>
        (await journal.ListAsync(onlyOpen: false, MaxRuns, cancellation)).Any(run =>
            run.Runbook == name && run.RequestedAt >= at
        );
}
