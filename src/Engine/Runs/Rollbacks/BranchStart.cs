using System.Collections.Immutable;
using OlUpgrade.Plans;

namespace OlUpgrade.Runs.Rollbacks;

/// <summary>
/// Where the rollback branch starts in one repository: the commit to roll back to, and the reason for it.
/// </summary>
/// <param name="Name">The branch's name; null until it is created.</param>
/// <param name="Commit">The full hash; null until it is known.</param>
/// <param name="Why">The reason for this commit, as the end of a sentence.</param>
public sealed record BranchStart(string Repository, string? Name, string? Commit, string Why)
{
    /// <summary>Digits of a shortened hash.</summary>
    private const int Short = 12;

    /// <summary>
    /// One for each repository of the runbook, as far as the journal knows; empty if the runbook has no rollback
    /// branch.
    /// </summary>
    public static ImmutableArray<BranchStart> Of(Run run)
    {
        if (run.Plan?.RollbackBranch is not { } rule)
            return [];
        var made = RollbackBranch.Of(run);
        var read = run.Evidence(BuiltInSteps.Commits) ?? Facts.Empty;
        return
        [
            .. from repository in rule.Repositories
            let commit = made?.Commits.GetValueOrDefault(repository) ?? read.GetValueOrDefault(repository)
            select new BranchStart(repository, made?.Name, commit, RunningCommits.Why(read, repository, rule.From)),
        ];
    }

    /// <summary><c>owner/name at 1234567890ab, which runs on …</c></summary>
    public string Text =>
        $"{Repository} at {Commit?[..Math.Min(Short, Commit.Length)] ?? "a commit not read yet"}, {Why}";
}
