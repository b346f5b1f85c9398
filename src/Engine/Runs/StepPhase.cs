namespace OlUpgrade.Runs;

/// <summary>Where a step is.</summary>
public enum StepPhase
{
    /// <summary>Not begun, or to be tried again now.</summary>
    Pending,

    /// <summary>Begun, without an outcome yet.</summary>
    Started,

    /// <summary>Failed, and to be tried again at a given time.</summary>
    RetryDue,

    Succeeded,

    /// <summary>Failed for good: people decide.</summary>
    Failed,

    /// <summary>Failed, and a person had the run go on without it.</summary>
    Skipped,

    /// <summary>Nobody can tell whether it happened: people decide.</summary>
    Unknown,
}
