using System.Collections.Immutable;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;

namespace OlUpgrade.Execution;

/// <summary>
/// Drives one run under one hold: asks the agenda, obeys, asks again, until the run wants nothing more for now. All it
/// knows is in the journal; killed at any point, its successor goes on from there.
/// </summary>
public sealed class RunDriver(Lease hold, Recorder recorder, StepRunner steps, TimeProvider time, ClockView clock)
{
    /// <summary>
    /// A run that wants the same again and again without a new entry is stuck on a bug; it rests instead.
    /// </summary>
    private const int MaxRoundsWithoutChange = 3;

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MaxWait = TimeSpan.FromHours(1);

    private readonly Dictionary<(StepPlace Place, bool IsStop), Task<bool>> _inHand = [];

    /// <summary>
    /// Works until there is nothing to do now. The result says when to come back by itself, if ever. The poke makes it
    /// look at the journal again while a step is in hand.
    /// </summary>
    public async Task<DriveResult> DriveAsync(Func<Task> poke, CancellationToken cancellation)
    {
        var version = -1;
        var same = 0;
        while (true)
        {
            var poked = poke();
            // Once it was read, what is appended is remembered; if somebody else appends, an append of this hand is
            // refused.
            var run = (version < 0 ? null : recorder.Remembered(hold.Run))
                ?? await recorder.LoadAsync(hold.Run, cancellation)
                ?? throw new InvalidOperationException($"Run {hold.Run} is gone.");
            if (clock.Next() is { } jump)
            {
                if (!await NoteAsync(run, jump, cancellation))
                    return DriveResult.HoldLost;
                continue;
            }

            same = run.Version == version ? same + 1 : 0;
            version = run.Version;
            var intents = Agenda.Next(run, time.GetUtcNow());
            if (
                same > MaxRoundsWithoutChange
                && _inHand.Count == 0
                && intents.Any(intent => intent is not Intent.WakeAt)
            )
                return new DriveResult(time.GetUtcNow() + Rest, IsSettled: false, IsHoldLost: false);
            if (!await ObeyAsync(run, intents, cancellation))
                return DriveResult.HoldLost;
            if (_inHand.Count > 0)
            {
                if (!await WaitAsync(poked, WakeOf(intents), cancellation))
                    return DriveResult.HoldLost;
            }
            else if (intents.All(intent => intent is Intent.WakeAt))
            {
                return new DriveResult(Agenda.NextWake(run, time.GetUtcNow()), run.IsSettled, IsHoldLost: false);
            }
        }
    }

    /// <summary>Before anything else, so that no deadline is judged by a clock that was moved.</summary>
    private async Task<bool> NoteAsync(Run run, ClockJump jump, CancellationToken cancellation)
    {
        var command = new RunCommand.NoteClockJump(run.ClockJumps, jump.By, jump.Before);
        if ((await recorder.RecordAsync(hold.Run, command, hold, cancellation)).IsHoldLost)
            return false;
        clock.Noted();
        return true;
    }

    private async Task<bool> ObeyAsync(Run run, ImmutableArray<Intent> intents, CancellationToken cancellation)
    {
        foreach (var intent in intents)
        {
            switch (intent)
            {
                case Intent.PerformStep perform:
                    Begin(perform.Key.Place, () => steps.PerformAsync(run, perform.Key, hold, cancellation));
                    break;
                case Intent.ProbeStep probe:
                    Begin(probe.Key.Place, () => steps.ProbeAsync(run, probe.Key, hold, cancellation));
                    break;
                case Intent.StopStep stop:
                    Begin(stop.Key.Place, () => steps.StopAsync(run, stop.Key, hold, cancellation), isStop: true);
                    break;
                case Intent.WakeAt:
                    break;
                default:
                    var command = intent is Intent.MakePlan ? await PlanOfAsync(run, cancellation) : CommandOf(intent);
                    var recorded = await recorder.RecordAsync(hold.Run, command, hold, cancellation);
                    if (recorded.IsHoldLost)
                        return false;
                    break;
            }
        }

        return true;
    }

    // A stop goes beside what it stops.
    private void Begin(StepPlace place, Func<Task<bool>> act, bool isStop = false)
    {
        if (!_inHand.ContainsKey((place, isStop)))
            _inHand[(place, isStop)] = act();
    }

    private static DateTimeOffset? WakeOf(ImmutableArray<Intent> intents) =>
        intents.OfType<Intent.WakeAt>().Min(intent => (DateTimeOffset?)intent.At);

    /// <summary>Until somebody pokes, a step in hand has ended, or the time of something beside it has come.</summary>
    private async Task<bool> WaitAsync(Task poked, DateTimeOffset? wake, CancellationToken cancellation)
    {
        var due = new TaskCompletionSource();
        await using var timer = wake is { } at
            ? time.CreateTimer(_ => due.TrySetResult(), null, Until(at), Timeout.InfiniteTimeSpan)
            : null;
        await Task.WhenAny([poked, due.Task, .. _inHand.Values]);
        cancellation.ThrowIfCancellationRequested();
        var stillHeld = true;
        foreach (var (place, step) in _inHand.Where(step => step.Value.IsCompleted).ToList())
        {
            _inHand.Remove(place);
            stillHeld &= await step;
        }

        return stillHeld;
    }

    private async Task<RunCommand.MakePlan> PlanOfAsync(Run run, CancellationToken cancellation) =>
        new(await recorder.OwnersAsync(run, cancellation));

    private TimeSpan Until(DateTimeOffset at)
    {
        var left = at - time.GetUtcNow();
        return left < TimeSpan.Zero ? TimeSpan.Zero
            : left < MaxWait ? left
            : MaxWait;
    }

    private static RunCommand CommandOf(Intent intent) =>
        intent switch
        {
            Intent.EndWait end => new RunCommand.EndWait(end.Key),
            Intent.Remind remind => new RunCommand.Remind(remind.Gate, remind.Reminder),
            Intent.RemindDecision remind => new RunCommand.RemindDecision(remind.Place, remind.Reminder),
            Intent.Expire expire => new RunCommand.Expire(expire.Gate),
            Intent.AwaitWindow wait => new RunCommand.AwaitWindow(wait.Stage),
            Intent.RollBackOnFailure => new RunCommand.RollBackOnFailure(),
            Intent.PlanRollback => new RunCommand.PlanRollback(),
            Intent.Finish => new RunCommand.Finish(),
            _ => throw new System.Diagnostics.UnreachableException($"No command for {intent.GetType().Name}."),
        };
}
