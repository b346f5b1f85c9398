namespace OlUpgrade.Sandbox.Hosts;

/// <summary>What can go wrong on a simulated host or on its connection.</summary>
public enum HostFaultKind
{
    /// <summary>At the next call: no connection for the fault's duration.</summary>
    Unreachable,

    /// <summary>At the next question: it is asked, but the answer is lost.</summary>
    AnswerLost,

    /// <summary>At the next take: it is done, but the answer is lost.</summary>
    TakeAnswerLost,

    /// <summary>At the next start: the connection is lost before the request arrives.</summary>
    StartLost,

    /// <summary>At the next start: the command runs, but the answer is lost.</summary>
    StartAnswerLost,

    /// <summary>
    /// At the next start: the command runs, the call is cut before its report and ends with the fault's number as its
    /// exit code, and the login has printed words that sound like a refusal.
    /// </summary>
    StartCut,

    /// <summary>At the next start: the host stalls, does not answer in time, and acts after the duration.</summary>
    StartDelayed,

    /// <summary>At the next follow: the connection is lost after the duration.</summary>
    FollowLost,

    /// <summary>The next attempt waits for the duration before it does anything.</summary>
    SlowCommand,

    /// <summary>The next attempt does nothing and ends with the fault's number as its exit code.</summary>
    ExitCode,

    /// <summary>The next attempt does its work and then ends with the fault's number as its exit code.</summary>
    LateExitCode,

    /// <summary>At the next start: the disk is full.</summary>
    DiskFull,

    /// <summary>At the next call: the host presents another key than the pinned one.</summary>
    HostKeyChanged,

    /// <summary>At the next call: the host refuses sudo.</summary>
    AccessRefused,

    /// <summary>At the next apt-get update: the archive cannot be reached.</summary>
    ArchiveAway,

    /// <summary>
    /// At the next command that needs them: other programs hold dpkg's locks and that of the package lists for the
    /// duration.
    /// </summary>
    PackagesLocked,

    /// <summary>The next reboot is refused at once, with a reason.</summary>
    RebootRefused,

    /// <summary>The next reboot is ordered and nothing happens.</summary>
    RebootIgnored,

    /// <summary>After the next reboot order the host takes longer by the duration to go down.</summary>
    SlowShutdown,

    /// <summary>The host goes down for the next reboot and never comes back.</summary>
    NeverBack,

    /// <summary>The next boot takes longer by the duration.</summary>
    SlowBoot,

    /// <summary>After the next boot the host refuses logins for the duration (pam_nologin).</summary>
    LoginsClosed,

    /// <summary>After the next boot the host accepts no key for the duration (the home is not mounted yet).</summary>
    KeysAway,

    /// <summary>The next boot runs the old kernel.</summary>
    OldKernel,

    /// <summary>After the next boot the host reboots once more by itself, after the duration.</summary>
    Flaps,

    /// <summary>After the next boot the named container (or the first) is not running.</summary>
    ContainerMissing,

    /// <summary>After the next boot the named container (or the first) restarts in a loop.</summary>
    ContainerRestarting,

    /// <summary>
    /// After the next boot the named container (or the first) runs, but its own health check says that it is not well.
    /// </summary>
    ContainerUnhealthy,

    /// <summary>After the next boot the named service (or the first) is not active.</summary>
    ServiceDown,

    /// <summary>
    /// After the next boot the host has the named trouble, or the first one that it can have: its services run and
    /// answer wrongly, say.
    /// </summary>
    ServiceWrong,

    /// <summary>After the next boot what other hosts mount from this one is stale there.</summary>
    ExportsStale,

    /// <summary>The next read of the boot ID returns an error text.</summary>
    BootIdGarbled,

    /// <summary>The next read of the boot ID returns nothing.</summary>
    BootIdEmpty,

    /// <summary>At the next call to the ledger: it is gone.</summary>
    LedgerLost,

    /// <summary>At the next call to the ledger: it is a new one with another ID.</summary>
    LedgerReplaced,

    /// <summary>
    /// At the next call to the ledger: it was restored from a copy with no attempts and a lower fencing token.
    /// </summary>
    LedgerOlder,
}
