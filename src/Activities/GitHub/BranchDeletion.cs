using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using OlUpgrade.Execution;
using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Rollbacks;
using OlUpgrade.Wording;

namespace OlUpgrade.GitHub;

/// <summary>
/// Deletes the rollback branch that a person had deleted, in each repository where it is still at the commit of the
/// run's journal. One that is at another commit holds somebody's work: it is left, and the issue says so, once. Whether
/// a lost answer deleted it is found by reading again.
/// </summary>
/// <remarks>
/// GitHub deletes a branch wherever it is by then: a push between the look and the deletion is not seen.
/// </remarks>
public sealed class BranchDeletion(
    GitHubBranches branches,
    GitHubIssues issues,
    string databaseId,
    ILogger<BranchDeletion> logger
) : INoteChannel
{
    /// <summary>What a refusal for good is worth: seen by people, tried again now and then.</summary>
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
                $"Run {run.Id} goes back: its branch {branch.Name} is needed until it has ended.",
                Patience
            );
        var waits = Delivery.Done;
        foreach (var (repository, commit) in branch.Commits)
        {
            var delivery = await DeleteAsync(run, notes[0], repository, branch.Name, commit, cancellation);
            // One that cannot be deleted now does not keep the others back.
            waits = delivery.Arrived ? waits : delivery;
        }

        return waits;
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
            return await TellAsync(run, note, repository, Moved(repository, branch, found.Value, commit), cancellation);
        var deleted = await branches.DeleteAsync(repository, branch, cancellation);
        if (deleted.IsGood)
            return Delivery.Done;
        // It may be that our own lost call deleted it, or somebody else since the look.
        var again = await branches.FindAsync(repository, branch, cancellation);
        return again is { IsGood: true, Value: null }
            ? await GoneAsync(repository, branch, cancellation)
            : Later(deleted.Failure);
    }

    /// <summary>
    /// That a branch is not there GitHub also says of a repository which the token may not see: only a list without it
    /// tells the two apart.
    /// </summary>
    private async Task<Delivery> GoneAsync(string repository, string branch, CancellationToken cancellation)
    {
        var alike = await branches.NamesStartingWithAsync(repository, branch, cancellation);
        if (!alike.IsGood)
            return Later(alike.Failure);
        return alike.Value.Contains(branch)
            ? Delivery.Later($"The branch {branch} of {repository} is there again.", Patience)
            : Delivery.Done;
    }

    /// <summary>On the issue, once for each repository. Without an issue only the log can say it.</summary>
    private async Task<Delivery> TellAsync(
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
        var told = await _comments.WriteAsync(issue, [text], perhapsThere: true, cancellation);
        return told.IsGood ? Delivery.Done : Later(told.Failure);
    }

    private static string Moved(string repository, string branch, string found, string made) =>
        $"The branch {branch} of {repository} was not deleted: it is at {found}, and the run had made it at {made}. "
        + "Somebody works on it. Delete it there by hand when nobody needs it.";

    private static Delivery Later(GitHubFailure failure) =>
        Delivery.Later(failure.Sentence, failure.RetryAfter ?? (failure.Passes ? null : Patience));
}
