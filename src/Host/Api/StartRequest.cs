namespace OlUpgrade.Hosting.Api;

/// <summary>The body of <c>POST /api/runs/</c>: a request to start a run.</summary>
/// <param name="Runbook">The runbook's name; null for the runbook of the run that is continued.</param>
/// <param name="Parameters">Values by name; null for none.</param>
/// <param name="Hosts">Only these hosts; null or empty for all.</param>
/// <param name="RequestKey">Required. The idempotency key: a request that is sent twice opens one run.</param>
/// <param name="Continues">The number of an earlier run whose remaining hosts this run takes; null for none.</param>
public sealed record StartRequest(
    string? Runbook,
    Dictionary<string, string>? Parameters,
    IReadOnlyList<string>? Hosts,
    string RequestKey,
    int? Continues = null
);
