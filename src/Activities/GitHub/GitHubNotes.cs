using OlUpgrade.Execution;
using OlUpgrade.Runs;

namespace OlUpgrade.GitHub;

/// <summary>
/// Brings a run's notes to its tracking issue: comments, the checklist kept up to date, the end. Without an issue
/// there is no place for them and nothing to do.
/// </summary>
public sealed class GitHubNotes(GitHubIssues issues, string databaseId) : INoteChannel
{
    /// <summary>What a refusal for good is worth: seen by people, tried again now and then.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public bool Takes(NoteTarget target) =>
        target is NoteTarget.IssueComment or NoteTarget.IssueBody or NoteTarget.IssueClose;

    public async Task<Delivery> DeliverAsync(Run run, Note note, bool perhapsSent, CancellationToken cancellation)
    {
        if (GitHubIssue.Of(run.Evidence(OverheadSteps.Issue)) is not { } issue)
            return Delivery.Done;
        return note.Target switch
        {
            NoteTarget.IssueComment => await CommentAsync(issue, note, perhapsSent, cancellation),
            NoteTarget.IssueBody => await RefreshAsync(issue, run, cancellation),
            NoteTarget.IssueClose => What(await issues.CloseAsync(issue, cancellation)),
            _ => throw new ArgumentOutOfRangeException(nameof(note), note.Target, "not a note for the issue"),
        };
    }

    private async Task<Delivery> CommentAsync(
        GitHubIssue issue,
        Note note,
        bool perhapsSent,
        CancellationToken cancellation)
    {
        var marker = Marker.Of(databaseId, note);
        if (perhapsSent)
        {
            var found = await issues.FindCommentAsync(issue, marker, cancellation);
            if (!found.IsGood || found.Value is not null)
                return What(found);
        }

        var body = $"{GitHubText.Escape(GitHubText.Cut(note.Text))}\n\n{GitHubMarker.Comment(marker)}";
        return What(await issues.CommentAsync(issue, body, cancellation));
    }

    // Read, changed, written back: only our own part, in the newest text that people left.
    private async Task<Delivery> RefreshAsync(GitHubIssue issue, Run run, CancellationToken cancellation)
    {
        var body = await issues.ReadBodyAsync(issue, cancellation);
        if (!body.IsGood)
            return What(body);
        var newest = IssueRegion.Replace(body.Value!, IssueBody.Region(run));
        return newest == body.Value ? Delivery.Done : What(await issues.UpdateBodyAsync(issue, newest, cancellation));
    }

    private static Delivery What<T>(GitHubReply<T> reply) => reply.IsGood
        ? Delivery.Done
        : Delivery.Later(reply.Failure.Sentence, reply.Failure.RetryAfter ?? (reply.Failure.Passes ? null : Patience));
}
