using System.Globalization;
using OlUpgrade.Execution;
using OlUpgrade.GitHub;
using OlUpgrade.Hosting.People;
using OlUpgrade.Runs;

namespace OlUpgrade.Hosting.GitHub;

/// <summary>
/// Turns comments on a run's tracking issue into notes in the run's journal: each comment of a listed person once, as
/// it was when it was read. Comments of others are ignored.
/// </summary>
public sealed class IssueComments(GitHubIssues issues, PeopleList people, GitHubPins pins, Signals signals)
{
    /// <summary>
    /// Records the comments that the journal does not have yet. Null, or why GitHub could not be read.
    /// </summary>
    public async Task<GitHubFailure?> ReadAsync(Run run, GitHubIssue issue, CancellationToken cancellation)
    {
        var comments = await issues.OthersCommentsAsync(issue, IsListed, cancellation);
        if (!comments.IsGood)
            return comments.Failure;
        foreach (var comment in comments.Value)
        {
            if (NoteOf(comment) is { } note && !run.Noted.Contains(note.Key))
                await signals.SignalAsync(run.Id, note, cancellation);
        }

        return null;
    }

    private bool IsListed(string login) => people.OfGitHub(login) is { Roles.IsEmpty: false };

    /// <summary>Null for what is not to be noted: a stranger's, or one in which there is nothing to see.</summary>
    private PersonsCommand.Note? NoteOf(GitHubComment comment)
    {
        var text = CommentText.Of(comment.Body);
        if (text.Length == 0 || people.OfGitHub(comment.Author) is not { Roles.IsEmpty: false } person)
            return null;
        if (!pins.IsTheirs(comment.Author, comment.AuthorId))
            return null;
        var key = string.Create(CultureInfo.InvariantCulture, $"github:{comment.Id}");
        var account = string.Create(CultureInfo.InvariantCulture, $"github:{comment.AuthorId}");
        return new(key, person with { Accounts = person.Accounts!.Add(account) }, text) { Door = Door.Issue };
    }
}
