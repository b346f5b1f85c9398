namespace OlUpgrade.Sandbox.Drill;

/// <summary>The clock of the service's machine: it follows virtual time, but its wall clock can be moved.</summary>
public sealed class ServiceClock(VirtualTime time) : TimeProvider
{
    /// <summary>How far the wall clock is ahead of virtual time.</summary>
    public TimeSpan Moved { get; private set; }

    public override long TimestampFrequency => time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + Moved;

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        time.CreateTimer(callback, state, dueTime, period);

    public void Move(TimeSpan by) => Moved += by;

    /// <summary>Moves the wall clock after the given time.</summary>
    public void MoveLater(TimeSpan after, TimeSpan by) =>
        time.CreateTimer(_ => Move(by), null, after, Timeout.InfiniteTimeSpan);
}
