namespace OlUpgrade.Ssh;

/// <summary>
/// The ways in which a call to a host can fail. After <see cref="Lost"/> and <see cref="TimedOut"/> it is unknown
/// whether the host acted; after any other, nothing was done: it is the ledger's own refusal, or it came before
/// anything was sent that the host could act on.
/// </summary>
public enum ShellFaultKind
{
    /// <summary>No connection could be made; nothing was sent.</summary>
    Unreachable,

    /// <summary>The host answers but refuses logins, because it is booting or going down. Nothing was done.</summary>
    Booting,

    /// <summary>The host's key is not pinned; nothing was sent.</summary>
    HostKeyUnknown,

    /// <summary>The host presents another key than the pinned one, or a revoked one; nothing was sent.</summary>
    HostKeyChanged,

    /// <summary>
    /// The host refused the user, sudo did, or the login ended the call before the ledger's script began. Nothing was
    /// done.
    /// </summary>
    AccessRefused,

    /// <summary>
    /// The ledger has a higher fencing token (another server took over), or the attempt's key was closed by an earlier
    /// look or stop that found no attempt. Nothing was done.
    /// </summary>
    FencedOff,

    /// <summary>The ledger obeys a holder that the caller does not succeed. Nothing was done.</summary>
    Overtaken,

    /// <summary>A command is still running under the ledger that was to be adopted. Nothing was done.</summary>
    Busy,

    /// <summary>The ledger belongs to another database. Nothing was done.</summary>
    OtherDatabase,

    /// <summary>
    /// The ledger is missing, is not the one that the run took, or has another command under the step's key. Nothing
    /// was done.
    /// </summary>
    OtherLedger,

    /// <summary>The host's disk is full, so the ledger could not record the call. Nothing was started.</summary>
    DiskFull,

    /// <summary>The connection was lost after the call was sent.</summary>
    Lost,

    /// <summary>The host did not answer in time.</summary>
    TimedOut,
}
