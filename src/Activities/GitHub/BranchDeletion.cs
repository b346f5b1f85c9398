using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using OlUpgrade.Execution;
using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Rollbacks;
using OlUpgrade.Wording;

namespace OlUpgrade.GitHub;

/// <summary>
/// Deletes the rollback branch after a person asked for it, in each repository where it is still at the commit in the
/// run's journal. A branch at another commit holds someone's work: it is kept, and the issue says so, once. After a
/// lost answer the branch is read again.
/// </summary>
/// <remarks>
/// GitHub deletes a branch whatever its commit: a push between the check and the deletion is not noticed.
/// </remarks>
public sealed class BranchDeletion(
    GitHubBranches branches,
    GitHubIssues issues,
    string databaseId,
    ILogger<BranchDeletion> logger
) : INoteChannel
{
    /// <summary>The pause after a permanent refusal: people may fix its cause.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly GitHubComments _comments = new(issues);

    public int Room => GitHubText.MaxLength;

    public bool Takes(NoteTarget target) => target == NoteTarget.BranchDeletion;

    public async Task<Delivery> DeliverAsync(
        Run run,
        ImmutableArray<Note> notes,
        bool perhapsSent,
        CancellationToken cancellation
    )
    {
        if (RollbackBranch.Of(run) is not { } branch)
            return Delivery.Done;
        if (!run.IsSettled)
            return Delivery.Later(
                $"Run {run.Id} is not over yet; its branch {branch.Name} is needed until then.",
                Patience
            );
        var pending = Delivery.Done;
        foreach (var (repository, commit) in branch.Commits)
        {
            var delivery = await DeleteAsync(run, notes[0], repository, branch.Name, commit, cancellation);
            // A branch that cannot be deleted now does not hold up the others.
            pending = delivery.Arrived ? pending : delivery;
        }

        return pending;
    }

    private async Task<Delivery> DeleteAsync(
        Run run,
        Note note,
        string repository,
        string branch,
        string commit,
        CancellationToken cancellation
    )
    {
        var found = await branches.FindAsync(repository, branch, cancellation);
        if (!found.IsGood)
            return Later(found.Failure);
        if (found.Value is null)
            return await GoneAsync(repository, branch, cancellation);
        if (found.Value != commit)
            return await ReportAsync(
                run,
                note,
                repository,
                Moved(repository, branch, found.Value, commit),
                cancellation
            );
        var deleted = await branches.DeleteAsync(repository, branch, cancellation);
        if (deleted.IsGood)
            return Delivery.Done;
        // Our own lost call may have deleted it, or someone else since the check.
        var second = await branches.FindAsync(repository, branch, cancellation);
        return second is { IsGood: true, Value: null }
            ? await GoneAsync(repository, branch, cancellation)
            : Later(deleted.Failure);
    }

    /// <summary>
    /// GitHub gives the same answer for a missing branch and for a repository that the token may not see: only a list
    /// without the branch tells the two apart.
    /// </summary>
    private async Task<Delivery> GoneAsync(string repository, string branch, CancellationToken cancellation)
    {
        var alike = await branches.NamesStartingWithAsync(repository, branch, cancellation);
        if (!alike.IsGood)
            return Later(alike.Failure);
        return alike.Value.Contains(branch)
            ? Delivery.Later($"Branch {branch} in {repository} exists again.", Patience)
            : Delivery.Done;
    }

    /// <summary>Reports it on the issue, once for each repository; without an issue, in the log.</summary>
    private async Task<Delivery> ReportAsync(
        Run run,
        Note note,
        string repository,
        string sentence,
        CancellationToken cancellation
    )
    {
        if (GitHubIssue.Of(run.Evidence(BuiltInSteps.Issue)) is not { } issue)
        {
            logger.LogWarning("Run {Run}: {Sentence}", run.Id, sentence);
            return Delivery.Done;
        }

        MarkedText text = new($"{note.MarkerIn(databaseId)}/{repository}", GitHubText.Escape(sentence));
        var written = await _comments.WriteAsync(issue, [text], perhapsThere: true, cancellation);
        return written.IsGood ? Delivery.Done : Later(written.Failure);
    }

    private static string Moved(string repository, string branch, string found, string made) =>
        $"Branch {branch} in {repository} was not deleted: it is at {found}, but the run created it at {made}, "
        + "so someone has pushed to it. Delete it by hand once no one needs it.";

    private static Delivery Later(GitHubFailure failure) =>
        Delivery.Later(failure.Sentence, failure.RetryAfter ?? (failure.Passes ? null : Patience));
}
