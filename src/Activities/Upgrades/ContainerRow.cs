namespace OlUpgrade.Upgrades;

/// <summary>One container: its state in Docker's words and how often it restarted since it was made.</summary>
public sealed record ContainerRow(string Name, string State, string Image, int Restarts);
