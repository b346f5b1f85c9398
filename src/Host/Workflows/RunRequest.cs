using System.Collections.Immutable;
using OlUpgrade.Runs;

namespace OlUpgrade.Hosting.Workflows;

/// <summary>Which run somebody wants to start.</summary>
/// <param name="Runbook">Null for that of the run which it continues.</param>
/// <param name="Hosts">Only these; empty for all that are meant.</param>
/// <param name="Continues">The earlier run whose remaining hosts are meant; null for none.</param>
public sealed record RunRequest(
    string? Runbook,
    Facts Parameters,
    ImmutableArray<string> Hosts,
    RunId? Continues = null
);
