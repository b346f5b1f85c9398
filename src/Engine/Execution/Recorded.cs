using OlUpgrade.Runs;

namespace OlUpgrade.Execution;

/// <summary>
/// What became of a command: the run behind it, a refusal if there was one, whether anything was appended.
/// </summary>
/// <param name="IsHoldLost">True when another hand drives the run now.</param>
public sealed record Recorded(Run Run, Refusal? Refusal, bool IsChanged, bool IsHoldLost = false);
