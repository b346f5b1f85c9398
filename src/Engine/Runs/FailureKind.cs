namespace OlUpgrade.Runs;

/// <summary>Why a step failed: a small closed list, for people and for metrics. Stored by name.</summary>
public enum FailureKind
{
    /// <summary>No connection to the host, Slack or GitHub could be made.</summary>
    Unreachable,

    /// <summary>The step's time was up and the work was stopped.</summary>
    TimedOut,

    /// <summary>The command ended with an exit code other than 0.</summary>
    ExitCode,

    /// <summary>A health question was not answered as it should be.</summary>
    Unhealthy,

    /// <summary>Something stands in the way of beginning: a preflight question does not hold.</summary>
    NotReady,

    /// <summary>The host's disk is full.</summary>
    DiskFull,

    /// <summary>Another process on the host holds the lock of the package manager.</summary>
    PackagesLocked,

    /// <summary>The host is not known by key, or its key is not the pinned one.</summary>
    HostKey,

    /// <summary>The host did not go down after the reboot command.</summary>
    NeverWentDown,

    /// <summary>The host went down and did not come back in time.</summary>
    NotBack,

    /// <summary>The host came back on another kernel than was to be booted.</summary>
    WrongKernel,

    /// <summary>The host booted more than once.</summary>
    Flapping,

    /// <summary>A person ended the run, and the command was stopped.</summary>
    Cancelled,

    /// <summary>The outside said no: a fence, a permission, a rule of Slack or GitHub.</summary>
    Refused,
}
