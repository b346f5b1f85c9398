namespace OlUpgrade.Execution;

/// <summary>Why a driver stopped for now.</summary>
/// <param name="WakeAt">When to drive again without a signal; null if only a signal can move the run.</param>
/// <param name="IsSettled">True if the run has ended and none of its commands is still running.</param>
/// <param name="IsLeaseLost">True if another worker drives the run now.</param>
public sealed record DriveResult(DateTimeOffset? WakeAt, bool IsSettled, bool IsLeaseLost)
{
    public static DriveResult LeaseLost { get; } = new(null, false, true);
}
