using Microsoft.Extensions.Time.Testing;

namespace OlUpgrade.Spec.Support;

/// <summary>
/// Time that passes only when advanced, with a wall clock that can be moved; timers and timestamps do not follow it.
/// </summary>
internal sealed class MovableTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private TimeSpan _moved;

    public void Move(TimeSpan by) => _moved += by;

    public override long GetTimestamp() => base.GetUtcNow().UtcTicks;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _moved;
}
