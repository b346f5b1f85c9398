namespace OlUpgrade.Sandbox.Hosts;

/// <summary>One container of a simulated host.</summary>
/// <param name="Image">The image name that it was created from.</param>
/// <param name="ImageId">The image that the name meant at that time.</param>
/// <param name="State">Docker's state: <c>running</c>, <c>exited</c> or <c>restarting</c>.</param>
/// <param name="Restarts">Docker's restart count.</param>
public sealed record SimulatedContainer(string Name, string Image, string ImageId, string State, int Restarts)
{
    public bool IsRunning => State == "running";
}
