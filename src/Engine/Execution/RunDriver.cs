using System.Collections.Immutable;
using System.Diagnostics;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;

namespace OlUpgrade.Execution;

/// <summary>
/// Drives one run under one lease: reads the agenda, acts on it and repeats, until the run needs nothing more for now.
/// Its state is in the journal; if it is killed at any point, its successor continues from there.
/// </summary>
public sealed class RunDriver(Lease lease, Recorder recorder, StepRunner steps, TimeProvider time, ClockView clock)
{
    /// <summary>
    /// A run whose agenda repeats without a new entry is stuck on a bug; it rests instead.
    /// </summary>
    private const int MaxRoundsWithoutChange = 3;

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MaxWait = TimeSpan.FromHours(1);

    private readonly Dictionary<(StepPlace Place, bool IsStop), Task<bool>> _inFlight = [];

    /// <summary>
    /// Works until there is nothing to do now. The result says when to drive again without a signal, if ever.
    /// </summary>
    /// <param name="wake">The next wake signal: makes it read the journal again while a step is in flight.</param>
    public async Task<DriveResult> DriveAsync(Func<Task> wake, CancellationToken cancellation)
    {
        var version = -1;
        var unchangedRounds = 0;
        while (true)
        {
            var woken = wake();
            // Read once, then kept up to date by the recorder; if another worker appends, this one's append is refused.
            var run = (version < 0 ? null : recorder.Remembered(lease.Run))
                ?? await recorder.LoadAsync(lease.Run, cancellation)
                ?? throw new InvalidOperationException($"Run {lease.Run} is gone.");
            if (clock.Next() is { } jump)
            {
                if (!await NoteAsync(run, jump, cancellation))
                    return DriveResult.LeaseLost;
                continue;
            }

            unchangedRounds = run.Version == version ? unchangedRounds + 1 : 0;
            version = run.Version;
            var intents = Agenda.Next(run, time.GetUtcNow());
            if (
                unchangedRounds > MaxRoundsWithoutChange
                && _inFlight.Count == 0
                && intents.Any(intent => intent is not Intent.WakeAt)
            )
                return new DriveResult(time.GetUtcNow() + Rest, IsSettled: false, IsLeaseLost: false);
            if (!await ActAsync(run, intents, cancellation))
                return DriveResult.LeaseLost;
            if (_inFlight.Count > 0)
            {
                if (!await WaitAsync(woken, WakeOf(intents), cancellation))
                    return DriveResult.LeaseLost;
            }
            else if (intents.All(intent => intent is Intent.WakeAt))
            {
                return new DriveResult(Agenda.NextWake(run, time.GetUtcNow()), run.IsSettled, IsLeaseLost: false);
            }
        }
    }

    /// <summary>Done before anything else, so that no deadline is judged by a moved clock.</summary>
    private async Task<bool> NoteAsync(Run run, ClockJump jump, CancellationToken cancellation)
    {
        var command = new RunCommand.NoteClockJump(run.ClockJumps, jump.By, jump.Before);
        if (!await RecordAsync(command, cancellation))
            return false;
        clock.Noted();
        return true;
    }

    private async Task<bool> ActAsync(Run run, ImmutableArray<Intent> intents, CancellationToken cancellation)
    {
        foreach (var intent in intents)
        {
            switch (intent)
            {
                case Intent.PerformStep perform:
                    Start(perform.Key.Place, () => steps.PerformAsync(run, perform.Key, lease, cancellation));
                    break;
                case Intent.ProbeStep probe:
                    Start(probe.Key.Place, () => steps.ProbeAsync(run, probe.Key, lease, cancellation));
                    break;
                case Intent.StopStep stop:
                    Start(stop.Key.Place, () => steps.StopAsync(run, stop.Key, lease, cancellation), isStop: true);
                    break;
                case Intent.WakeAt:
                    break;
                case Intent.Decide decide:
                    if (!await RecordAsync(decide.Command, cancellation))
                        return false;
                    break;
                case Intent.MakePlan:
                    var owners = await recorder.OwnersAsync(run, cancellation);
                    if (!await RecordAsync(new RunCommand.MakePlan(owners), cancellation))
                        return false;
                    break;
                default:
                    throw new UnreachableException($"No action for {intent.GetType().Name}.");
            }
        }

        return true;
    }

    private async Task<bool> RecordAsync(RunCommand command, CancellationToken cancellation) =>
        !(await recorder.RecordAsync(lease.Run, command, lease, cancellation)).IsLeaseLost;

    // A stop runs beside the attempt that it stops.
    private void Start(StepPlace place, Func<Task<bool>> act, bool isStop = false)
    {
        if (!_inFlight.ContainsKey((place, isStop)))
            _inFlight[(place, isStop)] = act();
    }

    private static DateTimeOffset? WakeOf(ImmutableArray<Intent> intents) =>
        intents.OfType<Intent.WakeAt>().Min(intent => (DateTimeOffset?)intent.At);

    /// <summary>Waits for a wake signal, the end of a step in flight, or the wake time of something else.</summary>
    private async Task<bool> WaitAsync(Task woken, DateTimeOffset? wake, CancellationToken cancellation)
    {
        var due = new TaskCompletionSource();
        await using var timer = wake is { } at
            ? time.CreateTimer(_ => due.TrySetResult(), null, Until(at), Timeout.InfiniteTimeSpan)
            : null;
        await Task.WhenAny([woken, due.Task, .. _inFlight.Values]);
        cancellation.ThrowIfCancellationRequested();
        var isLeased = true;
        foreach (var (place, step) in _inFlight.Where(step => step.Value.IsCompleted).ToList())
        {
            _inFlight.Remove(place);
            isLeased &= await step;
        }

        return isLeased;
    }

    private TimeSpan Until(DateTimeOffset at)
    {
        var remaining = at - time.GetUtcNow();
        return remaining < TimeSpan.Zero ? TimeSpan.Zero
            : remaining < MaxWait ? remaining
            : MaxWait;
    }
}
