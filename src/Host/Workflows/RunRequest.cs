using System.Collections.Immutable;
using OlUpgrade.Runs;

namespace OlUpgrade.Hosting.Workflows;

/// <summary>A person's request to start a run.</summary>
/// <param name="Runbook">The runbook's name; null for the runbook of the run that this one continues.</param>
/// <param name="Parameters">Values by name, as typed.</param>
/// <param name="Hosts">Only these hosts; empty for all of the runbook or of the continued run.</param>
/// <param name="Continues">An earlier run whose remaining hosts this run takes; null for none.</param>
public sealed record RunRequest(
    string? Runbook,
    Facts Parameters,
    ImmutableArray<string> Hosts,
    RunId? Continues = null
);
