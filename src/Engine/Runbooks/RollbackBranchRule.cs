using System.Collections.Immutable;

namespace OlUpgrade.Runbooks;

/// <summary>
/// For which repositories a branch is kept at the commit to go back to, made before any host is changed.
/// </summary>
/// <param name="Repositories"><c>owner/name</c> each.</param>
/// <param name="From">The ref to start from; for Open Library the moving tag <c>production</c>.</param>
public sealed record RollbackBranchRule(ImmutableArray<string> Repositories, string From);
