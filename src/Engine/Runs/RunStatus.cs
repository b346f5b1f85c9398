namespace OlUpgrade.Runs;

/// <summary>Where a run is, in the words that people see.</summary>
public enum RunStatus
{
    /// <summary>The engine is at work.</summary>
    Working,

    /// <summary>Waits for an approval.</summary>
    AwaitingApproval,

    /// <summary>Waits until hosts may be touched.</summary>
    AwaitingWindow,

    /// <summary>A step failed for good; waits for a person.</summary>
    Paused,

    /// <summary>It cannot be told whether a step happened; waits for a person.</summary>
    Unknown,

    /// <summary>A person had nothing more begin; waits for a person.</summary>
    Halted,

    /// <summary>Hosts are brought back to what they were.</summary>
    RollingBack,

    Succeeded,

    /// <summary>It only read, and some hosts are not as they should be.</summary>
    Failed,

    /// <summary>An approver said no.</summary>
    Refused,

    /// <summary>A person ended it.</summary>
    Aborted,

    /// <summary>It ended with hosts brought back.</summary>
    RolledBack,
}
