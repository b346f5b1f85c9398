namespace OlUpgrade.Runs;

/// <summary>How far a step is.</summary>
public enum StepPhase
{
    /// <summary>Not started, or to be retried now.</summary>
    Pending,

    /// <summary>Started, without an outcome yet.</summary>
    Started,

    /// <summary>Failed, to be retried at a given time.</summary>
    RetryDue,

    Succeeded,

    /// <summary>Failed with no retry left: a person decides.</summary>
    Failed,

    /// <summary>Failed, and an operator skipped it.</summary>
    Skipped,

    /// <summary>It is unknown whether it happened: a person decides.</summary>
    Unknown,
}
