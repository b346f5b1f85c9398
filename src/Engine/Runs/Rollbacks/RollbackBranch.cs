using OlUpgrade.Plans;

namespace OlUpgrade.Runs.Rollbacks;

/// <summary>The rollback branch as the run created it. Only GitHub knows what became of it since.</summary>
/// <param name="Commits">The commit that it was created at, by repository (<c>owner/name</c>).</param>
/// <param name="Since">When it existed in every repository.</param>
public sealed record RollbackBranch(string Name, Facts Commits, DateTimeOffset Since)
{
    /// <summary>Null for a run that created none.</summary>
    public static RollbackBranch? Of(Run run)
    {
        if (
            run.Plan?.RollbackBranch is not { } rule
            || run.Step(BuiltInSteps.Branch) is not { Phase: StepPhase.Succeeded, EndedAt: { } since } step
        )
            return null;
        // If a person attested that it happened, the only evidence is the name chosen in advance and the commits of the
        // plan.
        var name = step.Evidence.GetValueOrDefault("branch") ?? step.Before.GetValueOrDefault("branch");
        var planned = run.Evidence(BuiltInSteps.Commits) ?? Facts.Empty;
        var commits = Facts.Empty.AddRange(
            planned.SetItems(step.Evidence).Where(fact => rule.Repositories.Contains(fact.Key))
        );
        return name is null || commits.IsEmpty ? null : new(name, commits, since);
    }

    /// <summary>
    /// The environment variables for scripts of a rollback: the branch as <c>rollback_branch</c>, and a commit for each
    /// repository, such as <c>rollback_commit_openlibrary</c>. Empty for a run that created no branch; only the commits
    /// if the branch was deleted.
    /// </summary>
    public static Facts ValuesOf(Run run) =>
        Of(run) is { } branch
            ? branch.Commits.Aggregate(
                run.BranchDeletedBy is null ? Facts.Empty.Add("rollback_branch", branch.Name) : Facts.Empty,
                (values, made) => values.SetItem($"rollback_commit_{VariableOf(made.Key)}", made.Value)
            )
            : Facts.Empty;

    private static string VariableOf(string repository) =>
        string.Concat(
            repository[(repository.IndexOf('/', StringComparison.Ordinal) + 1)..]
                .ToLowerInvariant()
                .Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_')
        );
}
