using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OlUpgrade.Runs;
using OlUpgrade.Schedule;
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
    ILogger<Executor> logger) : BackgroundService
{
    private const int OpenRunsMost = 10_000;

    private readonly ConcurrentDictionary<RunId, RunLoop> _loops = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _takenUp = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when each run that was open at start is held by this service.</summary>
    public Task TakenUp => _takenUp.Task;

    /// <summary>Has the run looked at now: something happened to it, or its time has come.</summary>
    public void Poke(RunId run) => Begin(run);

    private RunLoop Begin(RunId run)
    {
        var loop = _loops.GetOrAdd(run, id => new RunLoop(
            id, holder.Name, journal, recorder, steps, publisher, alarms, time, logger));
        loop.Ring(_stop.Token);
        return loop;
    }

    /// <summary>Pokes every run that is overdue or has something untold.</summary>
    public async Task SweepAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        foreach (var run in await journal.ListAsync(onlyOpen: true, OpenRunsMost, cancellation))
        {
            if (run.NextWake <= now)
                Poke(run.Run);
        }

        foreach (var run in await outbox.WaitingAsync(cancellation))
            Poke(run);
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
        recorder.OnAppended += run => Poke(run.Id);
        var open = await journal.ListAsync(onlyOpen: true, OpenRunsMost, stoppingToken);
        var loops = open.Select(run => Begin(run.Run)).ToList();
        foreach (var run in await outbox.WaitingAsync(stoppingToken))
            Poke(run);
        await Task.WhenAll(loops.Select(loop => loop.TakenUp)).WaitAsync(stoppingToken);
        _takenUp.TrySetResult();
    }
}
