using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OlUpgrade.Runs;
using OlUpgrade.Storage;

namespace OlUpgrade.Execution;

/// <summary>
/// Keeps every open run moving: takes it up at start, drives it when woken, and sets its alarm when it rests. Stopping
/// leaves commands on hosts running; the next start finds them.
/// </summary>
public sealed class Executor(
    RunDrivers drivers,
    IJournal journal,
    IOutbox outbox,
    Recorder recorder,
    NotePublisher publisher,
    IAlarmClock alarms,
    TimeProvider time,
    ILogger<Executor> logger
) : BackgroundService
{
    private static readonly TimeSpan CheckClockEvery = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<RunId, RunLoop> _loops = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ClockWatch _clock = new(time);
    private readonly TaskCompletionSource _takenUp = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when this service has the lease of every run that was open at start.</summary>
    public Task TakenUp => _takenUp.Task;

    /// <summary>
    /// Raised once when a run has failed to continue again and again, and once when it continues. A handler must be
    /// quick and must not throw.
    /// </summary>
    public event EventHandler<RunFailingEventArgs>? RunFailing;

    /// <summary>Makes the run's loop check it now: something happened to it, or its time has come.</summary>
    public void Wake(RunId run)
    {
        var loop = _loops.GetOrAdd(run, NewLoop);
        loop.Wake(_stop.Token);
    }

    private RunLoop NewLoop(RunId run) =>
        new(run, drivers, publisher, alarms, time, _clock.View(), failing => RunFailing?.Invoke(this, failing), logger);

    /// <summary>Wakes every open run, and every run with notes to deliver.</summary>
    public async Task TakeUpAsync(CancellationToken cancellation)
    {
        try
        {
            var open = await journal.ListAsync(onlyOpen: true, RunListLimits.MaxOpen, cancellation);
            // Before any of them takes a host: what the others have is in its way.
            foreach (var run in open)
                await TellFleetAsync(run.Run, cancellation);
            foreach (var run in open)
                Wake(run.Run);
            foreach (var run in await outbox.WaitingAsync(cancellation))
                Wake(run);
        }
        catch (StoreUnavailableException)
        {
            // StoreWatch reports the outage, and calls this again when the store is back.
        }
    }

    /// <summary>Wakes every overdue run, and every run with notes to deliver.</summary>
    public async Task SweepAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        foreach (var run in await journal.ListAsync(onlyOpen: true, RunListLimits.MaxOpen, cancellation))
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
            await Task.WhenAll(AwaitLeasesAsync(stoppingToken), WatchClockAsync(stoppingToken));
        }
        finally
        {
            recorder.RunChanged -= Wake;
        }
    }

    /// <summary>A run that cannot be read keeps no other from its work; its own loop reports it.</summary>
    private async Task TellFleetAsync(RunId run, CancellationToken cancellation)
    {
        try
        {
            await recorder.TellFleetAsync(run, cancellation);
        }
        catch (Exception fault) when (fault is not StoreUnavailableException && !cancellation.IsCancellationRequested)
        {
            logger.LogWarning(fault, "Run {Run}: what it has taken could not be noted before its start", run);
        }
    }

    private void Wake(object? sender, RunChangedEventArgs change) => Wake(change.Run.Id);

    private async Task AwaitLeasesAsync(CancellationToken stop)
    {
        await Task.WhenAll(_loops.Values.Select(loop => loop.TakenUp)).WaitAsync(stop);
        _takenUp.TrySetResult();
    }

    /// <summary>Wakes every run after a clock jump, because its alarm may not ring in time.</summary>
    private async Task WatchClockAsync(CancellationToken stop)
    {
        // Its own view, so that a driver that sees the jump first does not hide it.
        var clock = _clock.View();
        while (true)
        {
            await time.PassAsync(CheckClockEvery, stop);
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
