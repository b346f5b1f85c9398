using Microsoft.Extensions.Time.Testing;

namespace OlUpgrade.Spec.Ssh;

/// <summary>A clock that stands still until a test moves it, and tells when a limit was set anew.</summary>
internal sealed class WatchedClock : FakeTimeProvider
{
    private int _changes;

    /// <summary>How often a running limit was replaced by another.</summary>
    public int Changes => Volatile.Read(ref _changes);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new WatchedTimer(this, base.CreateTimer(callback, state, dueTime, period));

    private sealed class WatchedTimer(WatchedClock clock, ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var isChanged = timer.Change(dueTime, period);
            Interlocked.Increment(ref clock._changes);
            return isChanged;
        }

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
