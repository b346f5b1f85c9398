using OlUpgrade.Runs;

namespace OlUpgrade.Execution;

/// <summary>The run that a request opened (or had opened before), or why there is none.</summary>
/// <param name="OpenAlready">The open run that has one of the hosts, where that is why.</param>
public sealed record Started(RunId? Run, Refusal? Refusal, RunId? OpenAlready = null);
