using System.Collections.Immutable;

namespace OlUpgrade.Runbooks;

/// <summary>The repository in which a run's tracking issue is opened, and its labels.</summary>
/// <param name="Repository"><c>owner/name</c>.</param>
public sealed record IssueRule(string Repository, ImmutableArray<string> Labels);
