namespace OlUpgrade.Storage;

/// <summary>The result of an append.</summary>
public enum Appended
{
    Yes,

    /// <summary>Another append came first, to the run or to the fleet's stream: read again and decide again.</summary>
    Conflict,

    /// <summary>Another worker has the run's lease now; this one must stop.</summary>
    LeaseLost,

    /// <summary>The run had ended and takes its hosts again, and another open run has one of them.</summary>
    HostTaken,
}
