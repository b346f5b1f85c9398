namespace OlUpgrade.Runbooks;

/// <summary>The largest and smallest values that a runbook may set. Nothing in a run is unlimited.</summary>
internal static class Limits
{
    /// <summary>Attempts of a step, the first included.</summary>
    public const int Attempts = 10;

    /// <summary>Approvals that a gate may need.</summary>
    public const int Approvers = 20;

    /// <summary>Times in a row that a health step may ask.</summary>
    public const int HealthTimes = 1000;

    /// <summary>For durations that may be zero.</summary>
    public static TimeSpan Instant { get; } = TimeSpan.Zero;

    /// <summary>For durations that may not be zero.</summary>
    public static TimeSpan Min { get; } = TimeSpan.FromMilliseconds(1);

    /// <summary>For timeouts, soaks and waits.</summary>
    public static TimeSpan Timeout { get; } = TimeSpan.FromHours(24);

    /// <summary>For reminders and expiry.</summary>
    public static TimeSpan Approval { get; } = TimeSpan.FromDays(7);

    /// <summary>How long after its end a run may be rolled back.</summary>
    public static TimeSpan RollbackWithin { get; } = TimeSpan.FromDays(60);

    public static TimeSpan MinBranchKeep { get; } = TimeSpan.FromDays(1);

    public static TimeSpan MaxBranchKeep { get; } = TimeSpan.FromDays(400);

    public static TimeSpan RetryDelay { get; } = TimeSpan.FromHours(1);
}
