namespace OlUpgrade.Runs;

/// <summary>Why a step failed: a small closed list, for people and for metrics. Stored by name.</summary>
public enum FailureKind
{
    /// <summary>No connection to the host, Slack or GitHub could be made.</summary>
    Unreachable,

    /// <summary>The step took longer than its timeout, and its work was stopped.</summary>
    TimedOut,

    /// <summary>The command ended with an exit code other than 0.</summary>
    ExitCode,

    /// <summary>A health question does not hold.</summary>
    Unhealthy,

    /// <summary>A preflight question does not hold, so work may not start.</summary>
    NotReady,

    /// <summary>The host's disk is full.</summary>
    DiskFull,

    /// <summary>Another process on the host holds the lock of the package manager.</summary>
    PackagesLocked,

    /// <summary>The host has no pinned key, or shows another one.</summary>
    HostKey,

    /// <summary>The host did not go down after the reboot command.</summary>
    NeverWentDown,

    /// <summary>The host went down and did not come back in time.</summary>
    NotBack,

    /// <summary>The host came back on a kernel other than the one to be booted.</summary>
    WrongKernel,

    /// <summary>The host booted more than once.</summary>
    Flapping,

    /// <summary>A person aborted the run, and the command was stopped.</summary>
    Cancelled,

    /// <summary>A ledger, a permission, a rule of Slack or GitHub, or an approver refused it.</summary>
    Refused,
}
