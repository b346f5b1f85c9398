namespace OlUpgrade.Execution;

/// <summary>
/// A step's time: counted from its journaled start, and from here on by the clock that nobody can move.
/// </summary>
public sealed class StepTime(TimeSpan left, TimeProvider time)
{
    private readonly long _since = time.GetTimestamp();

    /// <summary>How much is left; below zero when the time is up.</summary>
    public TimeSpan Left => left - time.GetElapsedTime(_since);
}
