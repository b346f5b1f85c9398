using OlUpgrade.Runs;

namespace OlUpgrade.Wording;

/// <summary>How long an earlier run of the same runbook took, from the request to the end.</summary>
public sealed record EarlierDuration(int Run, TimeSpan Took, RunStatus Status, int Hosts);
