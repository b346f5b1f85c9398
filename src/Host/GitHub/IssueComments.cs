using System.Globalization;
using OlUpgrade.Execution;
using OlUpgrade.GitHub;
using OlUpgrade.Hosting.People;
using OlUpgrade.Runs;

namespace OlUpgrade.Hosting.GitHub;

/// <summary>
/// What people write on a run's tracking issue: a comment of a listed person becomes a note in the run's journal, once,
/// as it was when it was read. Everybody may write there, and everybody else is left alone.
/// </summary>
public sealed class IssueComments(GitHubIssues issues, PeopleList people, Signals signals)
{
    /// <summary>Writes down what the journal does not know yet. A failure when GitHub could not be asked.</summary>
    public async Task<GitHubFailure?> ReadAsync(Run run, GitHubIssue issue, CancellationToken cancellation)
    {
        var written = await issues.OthersCommentsAsync(issue, IsListed, cancellation);
        if (!written.IsGood)
            return written.Failure;
        foreach (var comment in written.Value)
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
        var key = string.Create(CultureInfo.InvariantCulture, $"github:{comment.Id}");
        return new(key, person, text) { Door = Door.Issue };
    }
}
