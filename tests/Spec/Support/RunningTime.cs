namespace OlUpgrade.Spec.Support;

/// <summary>Real time with a wall clock that can be moved; timers and timestamps do not follow it.</summary>
internal sealed class RunningTime : TimeProvider
{
    private long _moved;

    public void MoveTo(DateTimeOffset then) => Interlocked.Exchange(ref _moved, (then - base.GetUtcNow()).Ticks);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _moved));
}
