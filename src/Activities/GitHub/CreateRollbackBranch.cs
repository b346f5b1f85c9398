using System.Collections.Immutable;
using OlUpgrade.Execution;
using OlUpgrade.Plans;
using OlUpgrade.Runs;

namespace OlUpgrade.GitHub;

/// <summary>
/// Creates the rollback branch in each of the runbook's repositories, at the commits that the plan showed. The name is
/// chosen and journaled before the first call, so a branch of that name at that commit is the run's own. Evidence:
/// branch, and one fact per repository, <c>owner/name</c> → commit.
/// </summary>
public sealed class CreateRollbackBranch(GitHubBranches branches) : IActivity
{
    private const string BranchFact = "branch";

    public string Name => "create-rollback-branch";

    /// <summary>Chooses the name. An earlier attempt's name is kept unless that branch is at another commit.</summary>
    public async Task<Outcome> PrepareAsync(StepContext step, CancellationToken cancellation)
    {
        if (CommitsOf(step) is not { } commits)
            return NoCommits();
        if (step.Run.Step(step.Key.Place).Before.GetValueOrDefault(BranchFact) is { } earlier)
        {
            var state = await CheckAsync(earlier, commits, cancellation);
            if (state.Failure is { } failure)
                return GitHubFaults.Failed(failure);
            if (state.Conflict is null)
                return Outcome.Done((BranchFact, earlier));
        }

        return await ChooseAsync(step, commits.Keys, cancellation);
    }

    public async Task<Outcome> PerformAsync(StepContext step, CancellationToken cancellation)
    {
        if (CommitsOf(step) is not { } commits)
            return NoCommits();
        if (step.Before.GetValueOrDefault(BranchFact) is not { } branch)
            return Outcome.Fail(FailureKind.Refused, "No name was chosen for the rollback branch. Retry the step.");
        foreach (var (repository, sha) in commits)
        {
            if (await CreateAsync(repository, branch, sha, cancellation) is { } problem)
                return problem;
        }

        return Done(branch, commits);
    }

    public async Task<ProbeAnswer> ProbeAsync(StepContext step, CancellationToken cancellation)
    {
        if (CommitsOf(step) is not { } commits || step.Before.GetValueOrDefault(BranchFact) is not { } branch)
            return new ProbeAnswer.DidNotHappen("No name was chosen for the rollback branch, so none was created.");
        var state = await CheckAsync(branch, commits, cancellation);
        return state switch
        {
            { Failure: { } failure } => GitHubFaults.Of(failure),
            { Conflict: { } conflict } => new ProbeAnswer.DidNotHappen(conflict),
            { Missing: { } missing } => new ProbeAnswer.DidNotHappen($"{missing} has no branch {branch}."),
            _ => new ProbeAnswer.Happened(Done(branch, commits)),
        };
    }

    private async Task<Outcome> ChooseAsync(
        StepContext step,
        IEnumerable<string> repositories,
        CancellationToken cancellation
    )
    {
        if (step.Run.RequestedAt is not { } day)
            return Outcome.Fail(
                FailureKind.Refused,
                "The run does not record when it was requested.",
                retryable: false
            );
        var prefix = RollbackBranchName.Prefix(day);
        var taken = ImmutableHashSet<string>.Empty;
        foreach (var repository in repositories)
        {
            var names = await branches.NamesStartingWithAsync(repository, prefix, cancellation);
            if (!names.IsGood)
                return GitHubFaults.Failed(names.Failure);
            taken = taken.Union(names.Value);
        }

        return Outcome.Done((BranchFact, RollbackBranchName.LowestFree(prefix, taken)));
    }

    /// <summary>Null if the branch is at the commit, created by this call or an earlier one.</summary>
    private async Task<Outcome?> CreateAsync(
        string repository,
        string branch,
        string sha,
        CancellationToken cancellation
    )
    {
        var created = await branches.CreateAsync(repository, branch, sha, cancellation);
        if (created.IsGood)
            return null;
        if (created.Failure is { PerhapsHappened: false, Kind: not GitHubFailureKind.Invalid })
            return GitHubFaults.Failed(created.Failure);
        var found = await branches.FindAsync(repository, branch, cancellation);
        if (!found.IsGood)
            return new Outcome.Unknown(
                $"{created.Failure.Sentence} It is not known whether {branch} was created in {repository}: "
                    + found.Failure.Sentence
            );
        if (found.Value is null)
            return GitHubFaults.Failed(created.Failure);
        return found.Value == sha
            ? null
            : Outcome.Fail(FailureKind.Refused, Taken(repository, branch, found.Value, sha));
    }

    private async Task<BranchState> CheckAsync(string branch, Facts commits, CancellationToken cancellation)
    {
        string? missing = null;
        foreach (var (repository, sha) in commits)
        {
            var found = await branches.FindAsync(repository, branch, cancellation);
            if (!found.IsGood)
                return new(found.Failure, null, null);
            if (found.Value is not null && found.Value != sha)
                return new(null, Taken(repository, branch, found.Value, sha), null);
            missing ??= found.Value is null ? repository : null;
        }

        return new(null, null, missing);
    }

    private static Facts? CommitsOf(StepContext step) =>
        step.Run.Evidence(BuiltInSteps.Commits) is { } commits
        && step.Plan.RollbackBranch is { } rule
        && rule.Repositories.All(commits.ContainsKey)
            ? Facts.Empty.AddRange(rule.Repositories.Select(name => KeyValuePair.Create(name, commits[name])))
            : null;

    private static string Taken(string repository, string branch, string found, string wanted) =>
        $"The branch {branch} of {repository} is at {found}, expected {wanted}: the run did not create it. "
        + "A retry chooses another name.";

    private static Outcome NoCommits() =>
        Outcome.Fail(
            FailureKind.Refused,
            "The commits to go back to were not read, so no rollback branch can be created. Start a new run.",
            retryable: false
        );

    private static Outcome.Succeeded Done(string branch, Facts commits) => new(commits.SetItem(BranchFact, branch));

    /// <summary>The branch in all repositories: at most one of the three is set.</summary>
    /// <param name="Conflict">A sentence about the branch at another commit.</param>
    /// <param name="Missing">The first repository without the branch.</param>
    private sealed record BranchState(GitHubFailure? Failure, string? Conflict, string? Missing);
}
