namespace OlUpgrade.Sandbox.Hosts;

/// <summary>One container of a simulated host.</summary>
/// <param name="Image">The image name that it was created from.</param>
/// <param name="ImageId">The image that the name meant at that time.</param>
/// <param name="State">Docker's state: <c>running</c>, <c>exited</c> or <c>restarting</c>.</param>
/// <param name="Restarts">Docker's restart count.</param>
/// <param name="Health">What its own health check says, such as <c>unhealthy</c>; empty if it has none.</param>
public sealed record SimulatedContainer(
    string Name,
    string Image,
    string ImageId,
    string State,
    int Restarts,
    string Health = ""
)
{
    public bool IsRunning => State == "running";

    /// <summary>Of its last end; 0 while it has not ended.</summary>
    public int ExitCode => IsRunning ? 0 : 1;

    /// <summary>The end of its log, on one line.</summary>
    public string Log => IsRunning ? "GET /health 500" : $"{Name}: cannot start";

    /// <summary>True unless its own health check says otherwise.</summary>
    public bool IsHealthy => Health is "" or "healthy";

    /// <summary>The state, with the word of its own health check after a slash if it has one.</summary>
    public string StateShown => Health.Length == 0 ? State : $"{State}/{Health}";
}
