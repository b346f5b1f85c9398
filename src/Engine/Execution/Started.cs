using OlUpgrade.Runs;

namespace OlUpgrade.Execution;

/// <summary>The run that a request opened, now or earlier, or why there is none.</summary>
/// <param name="OpenAlready">The open run that already has one of the hosts, if that is the reason.</param>
public sealed record Started(RunId? Run, Refusal? Refusal, RunId? OpenAlready = null);
