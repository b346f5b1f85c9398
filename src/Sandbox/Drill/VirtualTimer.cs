namespace OlUpgrade.Sandbox.Drill;

/// <summary>One timer of <see cref="VirtualTime"/>. It fires once, at the due time that was set last.</summary>
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
