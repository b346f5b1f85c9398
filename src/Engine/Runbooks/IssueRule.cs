using System.Collections.Immutable;

namespace OlUpgrade.Runbooks;

/// <summary>Where the tracking issue of a run is opened, and with which labels.</summary>
/// <param name="Repository"><c>owner/name</c>.</param>
public sealed record IssueRule(string Repository, ImmutableArray<string> Labels);
