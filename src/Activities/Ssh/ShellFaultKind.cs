namespace OlUpgrade.Ssh;

/// <summary>
/// The ways in which a host may fail to answer. The first group is certain: nothing was done. After
/// <see cref="Lost"/> and <see cref="TimedOut"/> it is unknown whether the host acted.
/// </summary>
public enum ShellFaultKind
{
    /// <summary>No connection could be made; nothing was sent.</summary>
    Unreachable,

    /// <summary>The host answers but lets nobody in, because it boots or goes down. Nothing was done.</summary>
    Booting,

    /// <summary>The host's key is not pinned; nothing was sent.</summary>
    HostKeyUnknown,

    /// <summary>The host shows another key than the pinned one; nothing was sent.</summary>
    HostKeyChanged,

    /// <summary>The host refused the user, or sudo did; nothing was done.</summary>
    AccessRefused,

    /// <summary>
    /// The ledger holds a higher fence (another server took over), or the attempt's key was closed by an earlier look
    /// or stop that found no attempt. Nothing was done.
    /// </summary>
    FencedOff,

    /// <summary>The ledger obeys a holder that the caller does not follow. Nothing was done.</summary>
    Overtaken,

    /// <summary>A command still runs under the ledger that was to be adopted. Nothing was done.</summary>
    Busy,

    /// <summary>The ledger belongs to another database. Nothing was done.</summary>
    OtherDatabase,

    /// <summary>
    /// The ledger is missing, has another ID than the journal knows, or another command under the step's key. Nothing
    /// was done.
    /// </summary>
    OtherLedger,

    /// <summary>The host's disk is full, so that the ledger could not record it. Nothing was started.</summary>
    DiskFull,

    /// <summary>The connection was lost after something was sent.</summary>
    Lost,

    /// <summary>The host did not answer in time.</summary>
    TimedOut,
}
