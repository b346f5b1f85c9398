using OlUpgrade.Plans;

namespace OlUpgrade.Runs.Rollbacks;

/// <summary>The branch to go back to, as the run made it; what became of it since, only GitHub knows.</summary>
/// <param name="Commits">Where it was made, and at which commit: by <c>owner/name</c>.</param>
/// <param name="Since">When all of it was there.</param>
public sealed record RollbackBranch(string Name, Facts Commits, DateTimeOffset Since)
{
    /// <summary>Null for a run that made none.</summary>
    public static RollbackBranch? Of(Run run)
    {
        if (
            run.Plan?.RollbackBranch is not { } rule
            || run.Step(BuiltInSteps.Branch) is not { Phase: StepPhase.Succeeded, EndedAt: { } since } step
        )
            return null;
        // Where a person said that it happened, there is no evidence but the name chosen beforehand and the commits of
        // the plan.
        var name = step.Evidence.GetValueOrDefault("branch") ?? step.Before.GetValueOrDefault("branch");
        var planned = run.Evidence(BuiltInSteps.Commits) ?? Facts.Empty;
        var commits = Facts.Empty.AddRange(
            planned.SetItems(step.Evidence).Where(fact => rule.Repositories.Contains(fact.Key))
        );
        return name is null || commits.IsEmpty ? null : new(name, commits, since);
    }

    /// <summary>
    /// What scripts of a way back are told of it: the branch as <c>rollback_branch</c>, and each repository's commit
    /// under its name, <c>rollback_commit_openlibrary</c>. Empty for a run that made none; of one that was let go the
    /// commits alone.
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
