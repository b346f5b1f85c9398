using OlUpgrade.Runs;

namespace OlUpgrade.Execution;

/// <summary>The run that a request opened (or had opened before), or why there is none.</summary>
public sealed record Started(RunId? Run, Refusal? Refusal);
