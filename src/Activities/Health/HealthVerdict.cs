namespace OlUpgrade.Health;

/// <summary>Whether an answer means healthy, and what was observed.</summary>
/// <param name="Observed">For people: the answer itself, shortened; at most about 200 characters.</param>
public sealed record HealthVerdict(bool IsHealthy, string Observed);
