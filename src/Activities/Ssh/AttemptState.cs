namespace OlUpgrade.Ssh;

/// <summary>The state of an attempt according to the ledger.</summary>
public enum AttemptState
{
    /// <summary>The ledger has no such attempt.</summary>
    Absent,

    /// <summary>A process of it is alive, in the boot that it was started in.</summary>
    Running,

    /// <summary>It has ended and its exit code was recorded.</summary>
    Ended,

    /// <summary>It has no exit code, and its processes are gone or the host has rebooted since.</summary>
    Interrupted,
}
