namespace OlUpgrade.Sandbox.Drill;

/// <summary>
/// A clock that advances only on request. Timers fire in order of their due times on the caller's thread, so that the
/// same seed always plays the same story.
/// </summary>
public sealed class VirtualTime(DateTimeOffset start) : TimeProvider
{
    private readonly PriorityQueue<VirtualTimer, (long At, long Order)> _timers = new();
    private DateTimeOffset _now = start;
    private long _order;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _now.UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (period != Timeout.InfiniteTimeSpan && period != TimeSpan.Zero)
            throw new NotSupportedException("Virtual time has no repeating timers.");
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Advances to the next timer and fires it; false if there is none.</summary>
    public bool FireNext()
    {
        while (_timers.TryDequeue(out var timer, out var due))
        {
            if (!timer.IsDue(due.Order))
                continue;
            _now = due.At > _now.UtcTicks ? new DateTimeOffset(due.At, TimeSpan.Zero) : _now;
            timer.Fire();
            return true;
        }

        return false;
    }

    /// <summary>Advances to an instant and fires the timers that fall due on the way.</summary>
    public void PassUntil(DateTimeOffset at)
    {
        while (_timers.TryPeek(out var timer, out var due) && due.At <= at.UtcTicks)
        {
            if (timer.IsDue(due.Order))
                FireNext();
            else
                _timers.Dequeue();
        }

        if (at > _now)
            _now = at;
    }

    internal long Enqueue(VirtualTimer timer, TimeSpan dueTime)
    {
        _order++;
        _timers.Enqueue(timer, ((_now + dueTime).UtcTicks, _order));
        return _order;
    }
}
