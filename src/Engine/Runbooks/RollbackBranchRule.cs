using System.Collections.Immutable;

namespace OlUpgrade.Runbooks;

/// <summary>
/// For which repositories a branch is kept at the commit to go back to, made before any host is changed.
/// </summary>
/// <param name="Repositories"><c>owner/name</c> each.</param>
/// <param name="From">The ref to start from; for Open Library the moving tag <c>production</c>.</param>
/// <param name="Keep">
/// How long it is kept after a good run before it is offered for deletion; null for the usual time.
/// </param>
public sealed record RollbackBranchRule(ImmutableArray<string> Repositories, string From, TimeSpan? Keep = null)
{
    /// <summary>Where neither the runbook nor an older journal says.</summary>
    public static TimeSpan Usual { get; } = TimeSpan.FromDays(30);

    /// <summary>How long it is kept after a good run.</summary>
    public TimeSpan KeptFor => Keep ?? Usual;
}
