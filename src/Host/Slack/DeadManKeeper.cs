using OlUpgrade.Execution;
using OlUpgrade.Runs;
using OlUpgrade.Storage;

namespace OlUpgrade.Hosting.Slack;

/// <summary>Updates the <see cref="DeadManQueue"/> with the open runs every 20 s.</summary>
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
                var open = await OpenAsync(stoppingToken);
                isTakenOver = isTakenOver || await queue.TakeOverAsync([.. open.Select(run => run.Id)], stoppingToken);
                await queue.UpdateAsync(open, stoppingToken);
            }
            catch (StoreUnavailableException unavailable)
            {
                logger.LogWarning("The dead-man messages stay as they are: {Sentence}", unavailable.Trouble.Sentence);
            }

            await Task.Delay(Every, time, stoppingToken);
        }
    }

    private async Task<IReadOnlyList<Run>> OpenAsync(CancellationToken cancellation)
    {
        var runs = new List<Run>();
        foreach (var summary in await journal.ListAsync(onlyOpen: true, MaxOpenRuns, cancellation))
        {
            if (await recorder.LoadAsync(summary.Run, cancellation) is { } run)
                runs.Add(run);
        }

        return runs;
    }
}
