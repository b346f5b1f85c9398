using OlUpgrade.Runs;

namespace OlUpgrade.Execution;

/// <summary>
/// The outcome of a command: the run after it, a refusal if there was one, and whether anything was appended.
/// </summary>
/// <param name="IsLeaseLost">True if another worker drives the run now.</param>
public sealed record Recorded(Run Run, Refusal? Refusal, bool IsChanged, bool IsLeaseLost = false);
