namespace OlUpgrade.Questions;

/// <summary>One container: its state in Docker's words and how often it restarted since it was made.</summary>
/// <param name="Age">How long ago it was last started, by the host's clock; null where that was not asked.</param>
public sealed record ContainerRow(string Name, string State, string Image, int Restarts, TimeSpan? Age);
