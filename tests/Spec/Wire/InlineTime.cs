using Microsoft.Extensions.Time.Testing;

namespace OlUpgrade.Spec.Wire;

/// <summary>Virtual time: every wait is over at once, and how long it was is kept. Time limits never fire.</summary>
public sealed class InlineTime : FakeTimeProvider
{
    public InlineTime()
        : base(new DateTimeOffset(2026, 10, 5, 9, 0, 0, TimeSpan.Zero)) { }

    public IList<TimeSpan> Waits { get; } = new List<TimeSpan>();

    /// <summary>From this length on a timer is a time limit and not a wait.</summary>
    public TimeSpan LimitsFrom { get; init; } = TimeSpan.FromSeconds(20);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime <= TimeSpan.Zero || dueTime >= LimitsFrom)
            return base.CreateTimer(callback, state, dueTime, period);
        Waits.Add(dueTime);
        var timer = base.CreateTimer(callback, state, dueTime, period);
        Advance(dueTime);
        return timer;
    }
}
