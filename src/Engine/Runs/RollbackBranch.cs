using System.Collections.Immutable;

namespace OlUpgrade.Runs;

/// <summary>The branch that keeps, in one repository, what ran before the work; a way back leads to its commit.</summary>
/// <param name="Name">Null until it is made.</param>
/// <param name="Commit">Null until it was read.</param>
/// <param name="Why">Why this commit, as the end of a sentence.</param>
public sealed record RollbackBranch(string Repository, string? Name, string? Commit, string Why)
{
    private const int Short = 12;

    /// <summary>Under which name every script of a way back gets the branch.</summary>
    public const string NameVariable = "rollback_branch";

    /// <summary>Of each repository of the runbook, as far as the journal tells; none where the runbook keeps none.</summary>
    public static ImmutableArray<RollbackBranch> Of(Run run)
    {
        if (run.Plan?.RollbackBranch is not { } rule)
            return [];
        var made = run.Evidence(OverheadSteps.Branch) ?? Facts.Empty;
        var read = run.Evidence(OverheadSteps.Commits) ?? Facts.Empty;
        return
        [
            .. from repository in rule.Repositories
               let commit = made.GetValueOrDefault(repository) ?? read.GetValueOrDefault(repository)
               select new RollbackBranch(
                   repository, made.GetValueOrDefault("branch"), commit, RunningCommits.Why(read, repository, rule.From)),
        ];
    }

    /// <summary><c>owner/name at 1234567890ab, which runs on …</c></summary>
    public string InWords() => $"{Repository} at {Commit?[..Math.Min(Short, Commit.Length)] ?? "a commit not read yet"}, {Why}";

    /// <summary>
    /// What scripts of a way back are told of it: the branch as <c>rollback_branch</c>, and each repository's commit under
    /// its name, <c>rollback_commit_openlibrary</c>. Empty until it is made.
    /// </summary>
    public static Facts ValuesOf(Run run) => Of(run)
        .Where(branch => branch is { Name: not null, Commit: not null })
        .Aggregate(Facts.Empty, (values, branch) => values
            .SetItem(NameVariable, branch.Name!)
            .SetItem($"rollback_commit_{VariableOf(branch.Repository)}", branch.Commit!));

    private static string VariableOf(string repository) =>
        string.Concat(repository[(repository.IndexOf('/', StringComparison.Ordinal) + 1)..]
            .ToLowerInvariant()
            .Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'));
}
