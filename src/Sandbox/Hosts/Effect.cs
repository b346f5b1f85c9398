using OlUpgrade.Runs;

namespace OlUpgrade.Sandbox.Hosts;

/// <summary>One real change on a simulated host, at the moment in which it happened.</summary>
/// <param name="Key">The attempt that did it; null when it was not the work of an attempt (a boot, a question).</param>
/// <param name="Detail">What exactly, for people: <c>nginx 1.0 → 1.1</c>.</param>
/// <param name="Fence">The fence under which the attempt was started, or that was raised; 0 where there is
/// none.</param>
public sealed record Effect(EffectKind Kind, string Host, StepKey? Key, string Detail, long Fence, DateTimeOffset At);
