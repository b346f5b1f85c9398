namespace OlUpgrade.Hosting.Api;

/// <summary>A person's decision about a run.</summary>
/// <param name="Decision"><c>approve</c>, <c>refuse</c>, <c>resume</c>, <c>settle</c>, <c>override</c>,
/// <c>adopt</c> or <c>abort</c>.</param>
/// <param name="Digest">For approve: the beginning of the plan's digest that the person saw, at least 12 digits.</param>
/// <param name="Host">For resume, settle and override: whose step is meant, when several are stuck. For adopt: the host.</param>
/// <param name="Happened">For settle.</param>
/// <param name="Stops">For abort: what runs on hosts is stopped there.</param>
public sealed record DecisionRequest(
    string Decision, string? Digest, string? Host, bool? Happened, string? Reason, bool Stops = false);
