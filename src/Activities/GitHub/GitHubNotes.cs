using System.Collections.Immutable;
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

    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(10);

    public int Room => GitHubText.Longest;

    public bool Takes(NoteTarget target) =>
        target is NoteTarget.IssueComment or NoteTarget.IssueBody or NoteTarget.IssueClose or NoteTarget.PostMortem;

    public async Task<Delivery> DeliverAsync(
        Run run, ImmutableArray<Note> notes, bool perhapsSent, CancellationToken cancellation)
    {
        if (GitHubIssue.Of(run.Evidence(OverheadSteps.Issue)) is not { } issue)
            return Delivery.Done;
        return notes[0].Target switch
        {
            NoteTarget.IssueComment => await CommentAsync(issue, notes, perhapsSent, cancellation),
            NoteTarget.IssueBody => await RefreshAsync(issue, run, cancellation),
            NoteTarget.PostMortem => await PostMortemAsync(issue, run, notes[0], cancellation),
            NoteTarget.IssueClose => What(await issues.CloseAsync(issue, cancellation)),
            var other => throw new ArgumentOutOfRangeException(nameof(notes), other, "not a note for the issue"),
        };
    }

    private async Task<Delivery> CommentAsync(
        GitHubIssue issue,
        ImmutableArray<Note> notes,
        bool perhapsSent,
        CancellationToken cancellation)
    {
        if (perhapsSent)
        {
            var there = await issues.MarkersAsync(issue, [.. notes.Select(MarkerOf)], cancellation);
            if (!there.IsGood)
                return What(there);
            notes = [.. notes.Where(note => !there.Value!.Contains(MarkerOf(note)))];
        }

        if (notes.IsEmpty)
            return Delivery.Done;
        var texts = notes.Select(note => GitHubText.Escape(GitHubText.Cut(note.Text)));
        var markers = notes.Select(note => GitHubMarker.Comment(MarkerOf(note)));
        return What(await issues.CommentAsync(issue, string.Join("\n\n", [.. texts, string.Join('\n', markers)]), cancellation));
    }

    /// <summary>Looked for first, whatever was tried before: there is one for a run. Then both issues name each other.</summary>
    private async Task<Delivery> PostMortemAsync(GitHubIssue issue, Run run, Note note, CancellationToken cancellation)
    {
        var marker = MarkerOf(note);
        var found = await issues.FindByMarkerAsync(issue.Repository, marker, run.RequestedAt!.Value - ClockSkew, cancellation);
        if (!found.IsGood)
            return What(found);
        if (found.Value is not { } draft)
        {
            var labels = await issues.ExistingLabelsAsync(issue.Repository, PostMortem.LabelsOf(run), cancellation);
            if (!labels.IsGood)
                return What(labels);
            var opened = await issues.OpenAsync(issue.Repository, PostMortem.Title(run), PostMortem.Of(run, issue, marker), labels.Value, cancellation);
            if (!opened.IsGood)
                return What(opened);
            draft = opened.Value!;
        }

        var link = $"{marker}/link";
        var there = await issues.MarkersAsync(issue, [link], cancellation);
        if (!there.IsGood || !there.Value!.IsEmpty)
            return What(there);
        return What(await issues.CommentAsync(issue, $"A draft of the post-mortem: {draft.Url}\n\n{GitHubMarker.Comment(link)}", cancellation));
    }

    private string MarkerOf(Note note) => Marker.Of(databaseId, note);

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
