namespace OlUpgrade.Execution;

/// <summary>Why a drive came to rest.</summary>
/// <param name="WakeAt">When to come back by itself; null when only a signal can move the run.</param>
/// <param name="IsSettled">True when the run has ended and nothing of it still runs.</param>
/// <param name="IsHoldLost">True when another hand drives it.</param>
public sealed record DriveResult(DateTimeOffset? WakeAt, bool IsSettled, bool IsHoldLost)
{
    public static DriveResult HoldLost { get; } = new(null, false, true);
}
