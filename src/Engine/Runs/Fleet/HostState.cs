namespace OlUpgrade.Runs.Fleet;

/// <summary>The state of a host in a run, as people see it.</summary>
public enum HostState
{
    /// <summary>No work has started yet.</summary>
    Waiting,

    /// <summary>It was not touched and will not be, because the run has ended or is rolling back.</summary>
    Untouched,

    /// <summary>Its steps are in progress, or one of them will be retried.</summary>
    InWork,

    /// <summary>Its own steps are done, but the soak of its stage is not over.</summary>
    Soaking,

    /// <summary>Its steps and the soak are done.</summary>
    Done,

    /// <summary>A person excluded it: nothing more is done on it.</summary>
    Excluded,

    /// <summary>It was rolled back, and every captured fact is as it was before.</summary>
    RolledBack,

    /// <summary>It was rolled back in part: some captured facts differ from before.</summary>
    Mixed,

    /// <summary>A step failed with no retry left: a person must decide.</summary>
    Failed,

    /// <summary>It is unknown whether a step happened: a person must decide.</summary>
    Unknown,
}
