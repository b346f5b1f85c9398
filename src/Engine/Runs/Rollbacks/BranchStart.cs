using System.Collections.Immutable;
using OlUpgrade.Plans;

namespace OlUpgrade.Runs.Rollbacks;

/// <summary>
/// Where the rollback branch starts in one repository: the commit that a way back leads to, and why it is this one.
/// </summary>
/// <param name="Name">The branch; null until it is made.</param>
/// <param name="Commit">Null until it was read.</param>
/// <param name="Why">Why this commit, as the end of a sentence.</param>
public sealed record BranchStart(string Repository, string? Name, string? Commit, string Why)
{
    private const int Short = 12;

    /// <summary>
    /// In each repository of the runbook, as far as the journal tells; none where the runbook keeps no branch.
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
    public string InWords() =>
        $"{Repository} at {Commit?[..Math.Min(Short, Commit.Length)] ?? "a commit not read yet"}, {Why}";
}
