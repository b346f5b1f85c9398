namespace OlUpgrade.Runs;

/// <summary>What people may choose about a run that waits for them.</summary>
public enum RunChoice
{
    /// <summary>Go on where it stopped; what was done by hand is not repeated where that can be told.</summary>
    Resume,

    /// <summary>Begin the failed step again, whatever is found.</summary>
    Retry,

    /// <summary>Say of an unknown step that it happened.</summary>
    ItHappened,

    /// <summary>Say of an unknown step that it did not happen.</summary>
    ItDidNotHappen,

    /// <summary>Go on in spite of what a preflight found; an approver's word.</summary>
    Override,

    /// <summary>Go on without the step on this host.</summary>
    Skip,

    /// <summary>Leave the host, go on with the others.</summary>
    Exclude,

    /// <summary>Bring hosts back.</summary>
    RollBack,

    /// <summary>End the run.</summary>
    Abort,

    /// <summary>Delete the rollback branch of a run that has ended well.</summary>
    DeleteBranch,
}
