using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OlUpgrade.Runs;
using OlUpgrade.Storage;

namespace OlUpgrade.Execution;

/// <summary>
/// Keeps every open run moving: takes it up at start, drives it when poked, sets its alarm when it rests. Stopping
/// leaves commands on hosts running; the next start finds them again.
/// </summary>
public sealed class Executor(
    HolderName holder,
    IJournal journal,
    IOutbox outbox,
    Recorder recorder,
    StepRunner steps,
    NotePublisher publisher,
    IAlarmClock alarms,
    TimeProvider time,
    ILogger<Executor> logger
) : BackgroundService
{
    private const int MaxOpenRuns = 10_000;

    private static readonly TimeSpan LookAtClockEvery = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<RunId, RunLoop> _loops = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ClockWatch _clock = new(time);
    private readonly TaskCompletionSource _takenUp = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when each run that was open at start is held by this service.</summary>
    public Task TakenUp => _takenUp.Task;

    /// <summary>Has the run looked at now: something happened to it, or its time has come.</summary>
    public void Wake(RunId run)
    {
        var loop = _loops.GetOrAdd(run, id => new RunLoop(
            id,
            holder.Name,
            journal,
            recorder,
            steps,
            publisher,
            alarms,
            time,
            _clock.View(),
            logger
        ));
        loop.Wake(_stop.Token);
    }

    /// <summary>Pokes every open run, and every one that has something untold.</summary>
    public async Task TakeUpAsync(CancellationToken cancellation)
    {
        try
        {
            foreach (var run in await journal.ListAsync(onlyOpen: true, MaxOpenRuns, cancellation))
                Wake(run.Run);
            foreach (var run in await outbox.WaitingAsync(cancellation))
                Wake(run);
        }
        catch (StoreUnavailableException)
        {
            // Told by the watch, which has it done again when the journal can be used.
        }
    }

    /// <summary>Pokes every run that is overdue or has something untold.</summary>
    public async Task SweepAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        foreach (var run in await journal.ListAsync(onlyOpen: true, MaxOpenRuns, cancellation))
        {
            if (run.NextWake <= now)
                Wake(run.Run);
        }

        foreach (var run in await outbox.WaitingAsync(cancellation))
            Wake(run);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_loops.Values.Select(loop => loop.Ended)).WaitAsync(cancellationToken);
        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _stop.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        recorder.RunChanged += Wake;
        try
        {
            await TakeUpAsync(stoppingToken);
            await Task.WhenAll(AwaitHoldsAsync(stoppingToken), WatchClockAsync(stoppingToken));
        }
        finally
        {
            recorder.RunChanged -= Wake;
        }
    }

    private void Wake(object? sender, RunChangedEventArgs change) => Wake(change.Run.Id);

    private async Task AwaitHoldsAsync(CancellationToken stop)
    {
        await Task.WhenAll(_loops.Values.Select(loop => loop.TakenUp)).WaitAsync(stop);
        _takenUp.TrySetResult();
    }

    /// <summary>A clock that was moved may ring no alarm in time: every run in hand is looked at.</summary>
    private async Task WatchClockAsync(CancellationToken stop)
    {
        // A view of its own: a driver that saw the jump first takes nothing away from the others.
        var clock = _clock.View();
        while (true)
        {
            await time.PassAsync(LookAtClockEvery, stop);
            if (clock.Next() is not { } jump)
                continue;
            clock.Noted();
            logger.LogWarning(
                "This machine's clock was moved by {By}; the deadlines of all open runs move with it",
                jump.By
            );
            foreach (var run in _loops.Keys)
                Wake(run);
        }
    }
}
