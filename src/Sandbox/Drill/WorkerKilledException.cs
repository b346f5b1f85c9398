namespace OlUpgrade.Sandbox.Drill;

/// <summary>
/// Kills the current worker in the middle of its work, as <c>kill -9</c> kills a process. Thrown where the simulation
/// appends to the journal; only the simulation catches it.
/// </summary>
public sealed class WorkerKilledException : Exception
{
    public WorkerKilledException()
        : base("The worker that drove the run was killed.") { }

    public WorkerKilledException(string message)
        : base(message) { }

    public WorkerKilledException(string message, Exception innerException)
        : base(message, innerException) { }
}
