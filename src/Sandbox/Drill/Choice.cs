namespace OlUpgrade.Sandbox.Drill;

/// <summary>
/// What people choose at the first step that is stuck, where they may; from then on they mend and resume.
/// </summary>
public enum Choice
{
    /// <summary>The host is mended, and the step begun again.</summary>
    Retry,

    /// <summary>The host is mended and what the step does is done by hand; then the run goes on.</summary>
    ResumeDoneByHand,

    /// <summary>The host is mended, and the run goes on without the step.</summary>
    Skip,

    /// <summary>The host is mended, and left out from here on.</summary>
    Exclude,

    /// <summary>The host goes back as it is; it is mended when that fails.</summary>
    RollBackHost,

    /// <summary>Every changed host goes back as it is.</summary>
    RollBackAll,

    /// <summary>The run ends, with the host as it is.</summary>
    Abort,
}
