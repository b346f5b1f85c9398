namespace OlUpgrade.Sandbox.Hosts;

/// <summary>What changed on a simulated host.</summary>
public enum EffectKind
{
    /// <summary>The ledger was created.</summary>
    LedgerMade,

    /// <summary>The ledger's fencing token was raised.</summary>
    FenceRaised,

    /// <summary>The script of an attempt started; at most once for each step key.</summary>
    AttemptBegan,

    /// <summary>An attempt was stopped while it ran.</summary>
    AttemptStopped,

    /// <summary>Packages were installed, upgraded or downgraded.</summary>
    PackagesChanged,

    /// <summary>A reboot was ordered, whether or not it happened.</summary>
    RebootOrdered,

    /// <summary>The host came up under a new boot ID.</summary>
    Booted,

    /// <summary>Containers were started.</summary>
    ContainersStarted,

    /// <summary>A service was started, stopped or restarted.</summary>
    ServiceChanged,

    /// <summary>The host was taken out of rotation.</summary>
    Drained,

    /// <summary>The host was put back into rotation.</summary>
    Returned,

    /// <summary>A file was written.</summary>
    FileWritten,
}
