namespace OlUpgrade.Execution;

/// <summary>
/// The time that remains of a step's timeout: counted from its start in the journal, and from now on by the monotonic
/// clock.
/// </summary>
public sealed class StepTime(TimeSpan remaining, TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    /// <summary>The remaining time; below zero once the time is up.</summary>
    public TimeSpan Left => remaining - time.GetElapsedTime(_start);
}
