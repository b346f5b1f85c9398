namespace OlUpgrade.Ssh;

/// <summary>Where an attempt is, as the ledger tells it.</summary>
public enum AttemptState
{
    /// <summary>The ledger has no such attempt.</summary>
    Absent,

    /// <summary>Its process lives, under the boot it was started in.</summary>
    Running,

    /// <summary>It ended and its exit code was written down.</summary>
    Ended,

    /// <summary>It has no exit code and its process is gone, or the host booted since: it was cut short.</summary>
    Interrupted,
}
