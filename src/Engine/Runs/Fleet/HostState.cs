namespace OlUpgrade.Runs.Fleet;

/// <summary>Where a host is in a run, in the words that people see.</summary>
public enum HostState
{
    /// <summary>Not touched yet.</summary>
    Waiting,

    /// <summary>It was not touched, and is not any more: the run has ended, or goes back.</summary>
    Untouched,

    /// <summary>Its steps are being done, or one of them will be tried again.</summary>
    InWork,

    /// <summary>Its own steps are done; the quiet time after its stage is not over.</summary>
    Soaking,

    Done,

    /// <summary>Nothing more is done on it, by a person's word.</summary>
    Excluded,

    /// <summary>It was brought back, and every noted fact is what it was.</summary>
    RolledBack,

    /// <summary>It was brought back as far as that went; some noted facts are not what they were.</summary>
    Mixed,

    /// <summary>A step failed for good: people decide.</summary>
    Failed,

    /// <summary>It cannot be told whether a step happened: people decide.</summary>
    Unknown,
}
