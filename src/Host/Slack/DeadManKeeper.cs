using OlUpgrade.Execution;
using OlUpgrade.Runs;
using OlUpgrade.Storage;

namespace OlUpgrade.Hosting.Slack;

/// <summary>Has the <see cref="DeadManQueue"/> look at the open runs every so often.</summary>
public sealed class DeadManKeeper(
    DeadManQueue queue,
    IJournal journal,
    Recorder recorder,
    TimeProvider time,
    ILogger<DeadManKeeper> logger
) : BackgroundService
{
    private const int MaxOpen = 200;

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
                await queue.LookAsync(open, stoppingToken);
            }
            catch (StoreUnavailableException unavailable)
            {
                logger.LogWarning(
                    "The messages of silence are left as they are: {Sentence}",
                    unavailable.Trouble.Sentence
                );
            }

            await Task.Delay(Every, time, stoppingToken);
        }
    }

    private async Task<IReadOnlyList<Run>> OpenAsync(CancellationToken cancellation)
    {
        var runs = new List<Run>();
        foreach (var summary in await journal.ListAsync(onlyOpen: true, MaxOpen, cancellation))
        {
            if (await recorder.LoadAsync(summary.Run, cancellation) is { } run)
                runs.Add(run);
        }

        return runs;
    }
}
