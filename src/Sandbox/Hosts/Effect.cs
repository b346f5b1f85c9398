using OlUpgrade.Runs;

namespace OlUpgrade.Sandbox.Hosts;

/// <summary>One real change on a simulated host, recorded when it happened.</summary>
/// <param name="Key">The attempt that made it; null if no attempt did, such as for a boot or a question.</param>
/// <param name="Detail">What exactly changed, for people: <c>nginx 1.0 → 1.1</c>.</param>
/// <param name="Fence">
/// The fencing token under which the attempt started, or to which it was raised; 0 if there is none.
/// </param>
public sealed record Effect(EffectKind Kind, string Host, StepKey? Key, string Detail, long Fence, DateTimeOffset At);
