using Microsoft.Extensions.Logging;
using OlUpgrade.Runs;
using OlUpgrade.Storage;

namespace OlUpgrade.Execution;

/// <summary>One run in this process: its driver and its publisher, side by side, each woken by the same bell.</summary>
internal sealed class RunLoop(
    RunId id,
    string holder,
    IJournal journal,
    Recorder recorder,
    StepRunner steps,
    NotePublisher publisher,
    IAlarmClock alarms,
    TimeProvider time,
    ClockView clock,
    ILogger logger
)
{
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(5);

    private readonly Lock _starting = new();
    private readonly WakeSignal _drive = new();
    private readonly WakeSignal _publish = new();
    private readonly TaskCompletionSource _takenUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task? _ended;
    private RunDriver? _driver;

    /// <summary>Ends when the process is stopping.</summary>
    public Task Ended => _ended ?? Task.CompletedTask;

    /// <summary>Ends when the run is held for the first time.</summary>
    public Task TakenUp => _takenUp.Task;

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
        WakeSignal bell,
        Func<CancellationToken, Task<DateTimeOffset?>> work,
        CancellationToken stop
    )
    {
        DateTimeOffset? again = null;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await WaitAsync(bell.Next(), again, stop);
                again = await work(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (StoreUnavailableException)
            {
                // The watch tells people, once and for all runs.
                again = time.GetUtcNow() + AfterTrouble;
            }
            catch (Exception trouble)
            {
                logger.LogError(trouble, "Run {Run} could not go on; it is tried again in {Pause}", id, AfterTrouble);
                again = time.GetUtcNow() + AfterTrouble;
            }
        }
    }

    private async Task<DateTimeOffset?> DriveAsync(CancellationToken stop)
    {
        // A driver that failed is not used again: a fresh hold puts whatever it had begun in doubt, so that it is
        // probed.
        var driver = _driver
            ?? new RunDriver(await journal.TakeAsync(id, holder, time.GetUtcNow(), stop), recorder, steps, time, clock);
        _driver = null;
        _takenUp.TrySetResult();
        var result = await driver.DriveAsync(_drive.Next, stop);
        _driver = driver;
        _publish.Set();
        if (result.IsHoldLost)
        {
            logger.LogWarning("Run {Run} is driven by another hand now; this one lets go", id);
            return null;
        }

        return result.WakeAt is { } at ? await SetAlarmAsync(at, stop) : null;
    }

    /// <summary>
    /// When this loop must wake by itself: an alarm that could not be set, on a full disk say, is lost.
    /// </summary>
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

    private async Task WaitAsync(Task rung, DateTimeOffset? again, CancellationToken stop)
    {
        if (again is not { } at)
        {
            await rung.WaitAsync(stop);
            return;
        }

        var pause = at - time.GetUtcNow();
        if (pause > TimeSpan.Zero)
            await Task.WhenAny(rung, Task.Delay(pause, time, stop));
        stop.ThrowIfCancellationRequested();
    }
}
