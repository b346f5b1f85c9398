using Microsoft.Extensions.Time.Testing;

namespace OlUpgrade.Spec.Wire;

/// <summary>Virtual time in which every wait ends at once and is recorded. Time limits never fire.</summary>
public sealed class InlineTime : FakeTimeProvider
{
    public InlineTime()
        : base(new DateTimeOffset(2026, 10, 5, 9, 0, 0, TimeSpan.Zero)) { }

    /// <summary>The waits so far, in order.</summary>
    public IList<TimeSpan> Waits { get; } = new List<TimeSpan>();

    /// <summary>A timer of this length or more is a time limit, not a wait.</summary>
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
