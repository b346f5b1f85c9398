namespace OlUpgrade.Runbooks;

/// <summary>The largest and smallest values that a runbook may set. Nothing in a run is without a limit.</summary>
internal static class Limits
{
    public const int Attempts = 10;
    public const int Approvers = 20;
    public const int HealthTimes = 1000;

    public static TimeSpan Instant { get; } = TimeSpan.Zero;

    public static TimeSpan Min { get; } = TimeSpan.FromMilliseconds(1);

    /// <summary>For timeouts, soaks and waits.</summary>
    public static TimeSpan Timeout { get; } = TimeSpan.FromHours(24);

    public static TimeSpan Approval { get; } = TimeSpan.FromDays(7);

    public static TimeSpan RollbackWithin { get; } = TimeSpan.FromDays(60);

    public static TimeSpan MinBranchKeep { get; } = TimeSpan.FromDays(1);

    public static TimeSpan MaxBranchKeep { get; } = TimeSpan.FromDays(400);

    public static TimeSpan RetryDelay { get; } = TimeSpan.FromHours(1);
}
