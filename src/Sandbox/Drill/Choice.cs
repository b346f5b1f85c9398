namespace OlUpgrade.Sandbox.Drill;

/// <summary>
/// What the people of a simulation choose at the first stuck step, if the run allows it. At later steps they repair
/// the host and resume.
/// </summary>
public enum Choice
{
    /// <summary>Repair the host and start the step again.</summary>
    Retry,

    /// <summary>Repair the host, do by hand what the step does, then resume.</summary>
    ResumeDoneByHand,

    /// <summary>Repair the host and continue without the step.</summary>
    Skip,

    /// <summary>Repair the host and leave it out of the rest of the run.</summary>
    Exclude,

    /// <summary>Roll the host back as it is, and repair it only if that fails.</summary>
    RollBackHost,

    /// <summary>Roll back every changed host as it is.</summary>
    RollBackAll,

    /// <summary>End the run and leave the host as it is.</summary>
    Abort,
}
