namespace OlUpgrade.Sandbox.Hosts;

/// <summary>One container of a simulated host, with Docker's words for its state.</summary>
/// <param name="Image">The name that it was made from.</param>
/// <param name="ImageId">The image behind that name when it was made.</param>
/// <param name="State"><c>running</c>, <c>exited</c> or <c>restarting</c>.</param>
/// <param name="Restarts">Docker's restart count.</param>
public sealed record SimulatedContainer(string Name, string Image, string ImageId, string State, int Restarts)
{
    public bool IsRunning => State == "running";
}
