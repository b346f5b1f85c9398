namespace OlUpgrade.Runs;

/// <summary>What people can choose when a run waits for them.</summary>
public enum RunChoice
{
    /// <summary>Continue where it stopped. A step done by hand is not repeated if the host shows it.</summary>
    Resume,

    /// <summary>Run the failed step again.</summary>
    Retry,

    /// <summary>Confirm that an unknown step happened.</summary>
    ItHappened,

    /// <summary>Confirm that an unknown step did not happen.</summary>
    ItDidNotHappen,

    /// <summary>Continue despite a failed preflight; only an approver may.</summary>
    Override,

    /// <summary>Continue without the step on this host.</summary>
    Skip,

    /// <summary>Leave the host as it is and continue with the others.</summary>
    Exclude,

    /// <summary>Roll hosts back.</summary>
    RollBack,

    /// <summary>End the run.</summary>
    Abort,

    /// <summary>Delete the rollback branch of a run that succeeded.</summary>
    DeleteBranch,
}
