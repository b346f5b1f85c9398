using OlUpgrade.Hosts;

namespace OlUpgrade.Health;

/// <summary>A question that was asked, in words, and how its answer is judged.</summary>
internal sealed record HealthAnswer(HealthQuestion Question, string Words, HealthVerdict Verdict);
