using Microsoft.Extensions.Logging;
using OlUpgrade.Runs;
using OlUpgrade.Storage;

namespace OlUpgrade.Execution;

/// <summary>One run in this process: its driver and its note publisher, side by side, both woken together.</summary>
internal sealed class RunLoop(
    RunId id,
    RunDrivers drivers,
    NotePublisher publisher,
    IAlarmClock alarms,
    TimeProvider time,
    ClockView clock,
    Action<RunFailingEventArgs> report,
    ILogger logger
)
{
    /// <summary>Failures in a row after which people are told; the next try may well succeed before.</summary>
    private const int MaxQuietFailures = 5;

    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(5);

    /// <summary>Between two tries of a run that fails again and again; nothing wakes it earlier.</summary>
    private static readonly TimeSpan WhileFailing = TimeSpan.FromMinutes(1);

    private readonly Lock _starting = new();
    private readonly WakeSignal _drive = new();
    private readonly WakeSignal _publish = new();
    private readonly TaskCompletionSource _takenUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task? _ended;
    private RunDriver? _driver;

    /// <summary>Completes when the process stops; at once if the loop never started.</summary>
    public Task Ended => _ended ?? Task.CompletedTask;

    /// <summary>Completes when this process first has the run's lease.</summary>
    public Task TakenUp => _takenUp.Task;

    /// <summary>Starts the loop, or makes it check the run now.</summary>
    public void Wake(CancellationToken stop)
    {
        lock (_starting)
        {
            _ended ??= Task.WhenAll(
                Task.Run(() => LoopAsync(_drive, DriveAsync, stop), CancellationToken.None),
                Task.Run(() => LoopAsync(_publish, PublishAsync, stop), CancellationToken.None)
            );
        }

        _drive.Set();
        _publish.Set();
    }

    private async Task LoopAsync(
        WakeSignal signal,
        Func<CancellationToken, Task<DateTimeOffset?>> work,
        CancellationToken stop
    )
    {
        DateTimeOffset? wakeAt = null;
        var failures = 0;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (failures < MaxQuietFailures)
                    await WaitAsync(signal.NextAsync(), wakeAt, stop);
                else
                    await Task.Delay(WhileFailing, time, stop);
                wakeAt = await work(stop);
                if (failures >= MaxQuietFailures)
                    report(new RunFailingEventArgs(id, failures, null));
                failures = 0;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (StoreUnavailableException)
            {
                // StoreWatch reports the outage, once for all runs.
                wakeAt = time.GetUtcNow() + AfterTrouble;
            }
            catch (Exception trouble)
            {
                failures++;
                var pause = failures < MaxQuietFailures ? AfterTrouble : WhileFailing;
                logger.LogError(trouble, "Run {Run} failed to continue; retrying in {Pause}", id, pause);
                wakeAt = time.GetUtcNow() + pause;
                if (failures == MaxQuietFailures)
                    report(new RunFailingEventArgs(id, failures, trouble));
            }
        }
    }

    private async Task<DateTimeOffset?> DriveAsync(CancellationToken stop)
    {
        // A driver that failed is not used again: under a new lease, whatever it had started is in doubt and is probed.
        var driver = _driver ?? await drivers.TakeAsync(id, clock, stop);
        _driver = null;
        _takenUp.TrySetResult();
        var result = await driver.DriveAsync(_drive.NextAsync, stop);
        _driver = driver;
        _publish.Set();
        if (result.IsLeaseLost)
        {
            logger.LogWarning("Run {Run} is driven by another worker now; this one stops driving it", id);
            return null;
        }

        return result.WakeAt is { } at ? await SetAlarmAsync(at, stop) : null;
    }

    /// <summary>Returns when this loop must wake without an alarm, because the alarm could not be set.</summary>
    private async Task<DateTimeOffset?> SetAlarmAsync(DateTimeOffset at, CancellationToken stop)
    {
        try
        {
            await alarms.SetAsync(id, at, stop);
            return null;
        }
        catch (Exception fault) when (!stop.IsCancellationRequested)
        {
            logger.LogWarning(
                "Run {Run}: its alarm could not be set ({Fault}); it wakes without one at {At}",
                id,
                fault.Message,
                at
            );
            return at;
        }
    }

    private Task<DateTimeOffset?> PublishAsync(CancellationToken stop) => publisher.PublishAsync(id, stop);

    private async Task WaitAsync(Task woken, DateTimeOffset? wakeAt, CancellationToken stop)
    {
        if (wakeAt is not { } at)
        {
            await woken.WaitAsync(stop);
            return;
        }

        var pause = at - time.GetUtcNow();
        if (pause > TimeSpan.Zero)
            await Task.WhenAny(woken, Task.Delay(pause, time, stop));
        stop.ThrowIfCancellationRequested();
    }
}
