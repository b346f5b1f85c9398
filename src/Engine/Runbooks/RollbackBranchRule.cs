using System.Collections.Immutable;

namespace OlUpgrade.Runbooks;

/// <summary>
/// The repositories in which a branch is created, before any host is changed, at the commit to roll back to.
/// </summary>
/// <param name="Repositories"><c>owner/name</c> each.</param>
/// <param name="From">The ref that it starts from; for Open Library, the moving tag <c>production</c>.</param>
/// <param name="Keep">
/// How long it is kept after a successful run before its deletion is offered; null for the default.
/// </param>
public sealed record RollbackBranchRule(ImmutableArray<string> Repositories, string From, TimeSpan? Keep = null)
{
    /// <summary>The default, if neither the runbook nor an older journal says.</summary>
    public static TimeSpan DefaultKeep { get; } = TimeSpan.FromDays(30);

    /// <summary>How long it is kept after a successful run.</summary>
    public TimeSpan KeptFor => Keep ?? DefaultKeep;
}
