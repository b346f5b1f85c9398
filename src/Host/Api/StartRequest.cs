namespace OlUpgrade.Hosting.Api;

/// <summary>The wish to start a run.</summary>
/// <param name="RequestKey">Names the wish: sent twice, it opens one run.</param>
public sealed record StartRequest(
    string Runbook, Dictionary<string, string>? Parameters, IReadOnlyList<string>? Hosts, string RequestKey);
