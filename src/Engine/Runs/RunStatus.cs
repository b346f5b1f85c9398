namespace OlUpgrade.Runs;

/// <summary>The status of a run, as people see it.</summary>
public enum RunStatus
{
    /// <summary>Steps are in flight or about to start.</summary>
    Working,

    /// <summary>Waits for an approval.</summary>
    AwaitingApproval,

    /// <summary>Waits for the window.</summary>
    AwaitingWindow,

    /// <summary>A step failed with no retry left; waits for a person.</summary>
    Paused,

    /// <summary>It is unknown whether a step happened; waits for a person.</summary>
    Unknown,

    /// <summary>On hold: waits for a person to resume it.</summary>
    Halted,

    /// <summary>Hosts are being rolled back.</summary>
    RollingBack,

    Succeeded,

    /// <summary>A read-only run found some hosts unhealthy.</summary>
    Failed,

    /// <summary>An approver refused it.</summary>
    Refused,

    /// <summary>An operator ended it.</summary>
    Aborted,

    /// <summary>It ended with a rollback.</summary>
    RolledBack,
}
