using OlUpgrade.Execution;
using OlUpgrade.Runs;
using OlUpgrade.Storage;

namespace OlUpgrade.Hosting.Slack;

/// <summary>Has the <see cref="DeadManQueue"/> look at the open runs every so often.</summary>
public sealed class DeadManKeeper(
    DeadManQueue queue, IJournal journal, Recorder recorder, TimeProvider time, ILogger<DeadManKeeper> logger) : BackgroundService
{
    private const int OpenMost = 200;

    /// <summary>In whose channels a message may be left of a run that ended while Slack was away.</summary>
    private const int NewestMost = 20;

    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var isTakenOver = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var open = await RunsAsync(onlyOpen: true, OpenMost, stoppingToken);
                if (!isTakenOver)
                    await TakeOverAsync(open, stoppingToken);
                isTakenOver = true;
                await queue.LookAsync(open, stoppingToken);
            }
            catch (StoreUnavailableException unavailable)
            {
                logger.LogWarning("The messages of silence are left as they are: {Sentence}", unavailable.Trouble.Sentence);
            }

            await Task.Delay(s_every, time, stoppingToken);
        }
    }

    private async Task TakeOverAsync(IReadOnlyList<Run> open, CancellationToken cancellation)
    {
        var newest = await RunsAsync(onlyOpen: false, NewestMost, cancellation);
        await queue.TakeOverAsync(open.Concat(newest).Select(ChannelOf).OfType<string>(), [.. open.Select(run => run.Id)], cancellation);
    }

    private static string? ChannelOf(Run run) => run.Evidence(OverheadSteps.Header)?.GetValueOrDefault("channel");

    private async Task<IReadOnlyList<Run>> RunsAsync(bool onlyOpen, int most, CancellationToken cancellation)
    {
        var runs = new List<Run>();
        foreach (var summary in await journal.ListAsync(onlyOpen, most, cancellation))
        {
            if (await recorder.LoadAsync(summary.Run, cancellation) is { } run)
                runs.Add(run);
        }

        return runs;
    }
}
