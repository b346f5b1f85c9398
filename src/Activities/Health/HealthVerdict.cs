namespace OlUpgrade.Health;

/// <summary>Whether an answer is the healthy one, and what was seen.</summary>
public sealed record HealthVerdict(bool IsHealthy, string Seen);
