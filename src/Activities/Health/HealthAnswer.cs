using OlUpgrade.Hosts;

namespace OlUpgrade.Health;

/// <summary>A question that a host answered, and the verdict on the answer.</summary>
/// <param name="Text">The question as people read it; also the name of its fact in the journal.</param>
internal sealed record HealthAnswer(HealthQuestion Question, string Text, HealthVerdict Verdict);
