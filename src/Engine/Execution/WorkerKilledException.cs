namespace OlUpgrade.Execution;

/// <summary>
/// Thrown where a hand ceases to exist in the middle of its work, as a killed process does. Nobody may catch it and go
/// on; only the simulation throws it.
/// </summary>
public sealed class WorkerKilledException : Exception
{
    public WorkerKilledException()
        : base("The hand that drove the run is gone.") { }

    public WorkerKilledException(string message)
        : base(message) { }

    public WorkerKilledException(string message, Exception innerException)
        : base(message, innerException) { }
}
