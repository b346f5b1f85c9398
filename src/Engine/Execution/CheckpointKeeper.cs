using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OlUpgrade.Runs;
using OlUpgrade.Storage;

namespace OlUpgrade.Execution;

/// <summary>
/// Makes a checkpoint over the heads of all runs that changed: when a run opens or ends, every hour, and at start. Each
/// goes to the log too, which under systemd only root can rewrite.
/// </summary>
public sealed class CheckpointKeeper(
    CheckpointChain chain,
    Recorder recorder,
    TimeProvider time,
    ILoggerFactory loggers
) : BackgroundService
{
    /// <summary>
    /// Checkpoints that a start logs again: the last ones may have been stored by a process that was killed before it
    /// logged them.
    /// </summary>
    private const int LoggedAgain = 20;

    private static readonly TimeSpan Every = TimeSpan.FromHours(1);
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromMinutes(1);

    private readonly ILogger _log = loggers.CreateLogger(Checkpoint.Category);
    private readonly ConcurrentDictionary<RunId, bool> _seen = new();
    private readonly WakeSignal _due = new();
    private int? _logged;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        recorder.RunChanged += Look;
        try
        {
            while (true)
                await WaitAsync(await TryAsync(stoppingToken), stoppingToken);
        }
        finally
        {
            recorder.RunChanged -= Look;
        }
    }

    private void Look(object? sender, RunChangedEventArgs change)
    {
        var isNew = _seen.TryAdd(change.Run.Id, true);
        if (isNew || change.Entries.Any(entry => EventCodec.EndsRun(EventCodec.NameOf(entry.Event))))
            _due.Set();
    }

    private async Task WaitAsync(TimeSpan pause, CancellationToken stop)
    {
        try
        {
            await _due.NextAsync().WaitAsync(pause, time, stop);
        }
        catch (TimeoutException)
        {
            // Nothing opened or ended; what changed otherwise is due now.
        }
    }

    /// <summary>Returns how long to wait if nothing happens.</summary>
    private async Task<TimeSpan> TryAsync(CancellationToken stop)
    {
        try
        {
            await chain.ExtendAsync(time.GetUtcNow(), stop);
            var after = _logged ?? Math.Max(0, await chain.LastAsync(stop) - LoggedAgain);
            foreach (var point in await chain.ReadAsync(after, stop))
            {
                _log.LogInformation(new EventId(Checkpoint.EventId, "checkpoint"), "{Line}", point.ToLine());
                after = point.Number;
            }

            _logged = after;
            return Every;
        }
        catch (StoreUnavailableException)
        {
            // StoreWatch reports the outage.
            return AfterTrouble;
        }
    }
}
