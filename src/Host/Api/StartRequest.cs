namespace OlUpgrade.Hosting.Api;

/// <summary>The wish to start a run.</summary>
/// <param name="Runbook">May be left out where an earlier run is continued.</param>
/// <param name="Continues">The number of an earlier run whose remaining hosts are meant.</param>
/// <param name="RequestKey">Names the wish: sent twice, it opens one run.</param>
public sealed record StartRequest(
    string? Runbook,
    Dictionary<string, string>? Parameters,
    IReadOnlyList<string>? Hosts,
    string RequestKey,
    int? Continues = null
);
