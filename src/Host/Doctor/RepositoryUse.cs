using System.Collections.Immutable;
using OlUpgrade.Runbooks;

namespace OlUpgrade.Hosting.Doctor;

/// <summary>What the runbooks need of one repository.</summary>
/// <param name="Labels">Labels of tracking issues; null if no issue is opened there.</param>
/// <param name="Starts">The refs from which rollback branches are created; empty if none are.</param>
internal sealed record RepositoryUse(string Repository, ImmutableArray<string>? Labels, ImmutableArray<string> Starts)
{
    public static IEnumerable<RepositoryUse> Of(IReadOnlyCollection<Runbook> runbooks)
    {
        var issues = runbooks
            .Select(runbook => runbook.Issue)
            .OfType<IssueRule>()
            .ToLookup(rule => rule.Repository, rule => rule.Labels);
        var branches = runbooks
            .Select(runbook => runbook.RollbackBranch)
            .OfType<RollbackBranchRule>()
            .SelectMany(rule => rule.Repositories.Select(repository => (repository, rule.From)))
            .ToLookup(pair => pair.repository, pair => pair.From);
        var repositories = issues.Select(group => group.Key).Union(branches.Select(group => group.Key));
        return repositories.Select(repository => new RepositoryUse(
            repository,
            issues.Contains(repository) ? [.. issues[repository].SelectMany(labels => labels).Distinct()] : null,
            [.. branches[repository].Distinct()]
        ));
    }
}
