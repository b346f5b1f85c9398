namespace OlUpgrade.Sandbox.Drill;

/// <summary>One timer of <see cref="VirtualTime"/>: fires once for the last time that it was set.</summary>
public sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state) : ITimer
{
    private long _set;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        _set = dueTime == Timeout.InfiniteTimeSpan ? 0 : time.Enqueue(this, dueTime);
        return true;
    }

    public void Dispose() => _set = 0;

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    internal bool IsDue(long order) => _set == order;

    internal void Fire()
    {
        _set = 0;
        callback(state);
    }
}
