using OlUpgrade.Execution;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Storage;

namespace OlUpgrade.Hosting.Slack;

/// <summary>
/// Updates the <see cref="DeadManQueue"/> with the open runs, and with what ended ones left out of service, every 20 s.
/// </summary>
public sealed class DeadManKeeper(
    DeadManQueue queue,
    IJournal journal,
    Recorder recorder,
    TimeProvider time,
    ILogger<DeadManKeeper> logger
) : BackgroundService
{
    /// <summary>How many open runs have a message, the newest first.</summary>
    private const int MaxOpenRuns = 200;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var isTakenOver = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var fleet = await recorder.FleetAsync(stoppingToken);
                var open = await OpenAsync(fleet, stoppingToken);
                isTakenOver = isTakenOver || await queue.TakeOverAsync([.. open.Select(run => run.Id)], stoppingToken);
                await queue.UpdateAsync(open, fleet, stoppingToken);
            }
            catch (StoreUnavailableException unavailable)
            {
                logger.LogWarning("The dead-man messages stay as they are: {Sentence}", unavailable.Trouble.Sentence);
            }

            await Task.Delay(Every, time, stoppingToken);
        }
    }

    /// <summary>The open runs, and those that have ended and left a host out of service that nobody returned.</summary>
    private async Task<IReadOnlyList<Run>> OpenAsync(FleetState fleet, CancellationToken cancellation)
    {
        var runs = new List<Run>();
        var open = (await journal.ListAsync(onlyOpen: true, MaxOpenRuns, cancellation)).Select(summary => summary.Run);
        var left = fleet.Out.Select(host => host.Out!.Run).Distinct().Take(MaxOpenRuns);
        foreach (var id in open.Union(left))
        {
            if (await recorder.LoadAsync(id, cancellation) is { } run)
                runs.Add(run);
        }

        return runs;
    }
}
