using System.Collections.Immutable;
using OlUpgrade.Execution;
using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Wording;

namespace OlUpgrade.GitHub;

/// <summary>
/// Delivers a run's notes to its tracking issue: comments, the part that is kept up to date, the report, closing and
/// reopening, and the post-mortem. Without an issue there is nothing to deliver.
/// </summary>
public sealed class GitHubNotes(GitHubIssues issues, RunReports reports, string databaseId) : INoteChannel
{
    /// <summary>Changes listed for one host in the report; the host's own comment has all of them.</summary>
    private const int MaxChanges = 100;

    /// <summary>The pause after a permanent refusal: people may fix its cause.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(10);

    private readonly GitHubComments _comments = new(issues);

    // Escaping makes a text longer.
    public int Room => GitHubText.MaxLength / 3;

    public bool Takes(NoteTarget target) =>
        target
            is NoteTarget.IssueComment
                or NoteTarget.IssueBody
                or NoteTarget.Report
                or NoteTarget.IssueClose
                or NoteTarget.IssueReopen
                or NoteTarget.PostMortem;

    public async Task<Delivery> DeliverAsync(
        Run run,
        ImmutableArray<Note> notes,
        bool perhapsSent,
        CancellationToken cancellation
    )
    {
        if (GitHubIssue.Of(run.Evidence(BuiltInSteps.Issue)) is not { } issue)
            return Delivery.Done;
        return notes[0].Target switch
        {
            NoteTarget.IssueComment => DeliveryOf(
                await _comments.WriteAsync(issue, Marked(notes), perhapsSent, cancellation)
            ),
            NoteTarget.IssueBody => await RefreshAsync(issue, run, cancellation),
            NoteTarget.Report => await ReportAsync(issue, notes[0], perhapsSent, cancellation),
            NoteTarget.PostMortem => await PostMortemAsync(issue, notes[0], cancellation),
            NoteTarget.IssueClose => DeliveryOf(await issues.CloseAsync(issue, cancellation)),
            NoteTarget.IssueReopen => DeliveryOf(await issues.ReopenAsync(issue, cancellation)),
            var other => throw new ArgumentOutOfRangeException(nameof(notes), other, "not a note for the issue"),
        };
    }

    private ImmutableArray<MarkedText> Marked(ImmutableArray<Note> notes) =>
        [.. notes.Select(note => new MarkedText(MarkerOf(note), GitHubText.Escape(note.Text)))];

    /// <summary>The report covers the run as it was when it ended; later events do not change it.</summary>
    private async Task<Delivery> ReportAsync(
        GitHubIssue issue,
        Note note,
        bool perhapsSent,
        CancellationToken cancellation
    )
    {
        if (
            await reports.OfAsync(note.Run, note.Text.Length > 0 ? note.Text : null, note.Version, cancellation)
            is not { } report
        )
            return Delivery.Done;
        var text = ReportText.Of(report, GitHubText.Escape, MaxChanges);
        return DeliveryOf(await _comments.WriteAsync(issue, [new(MarkerOf(note), text)], perhapsSent, cancellation));
    }

    /// <summary>
    /// Opens the draft unless it exists, because there is only one for each run, and links the two issues to each
    /// other.
    /// </summary>
    private async Task<Delivery> PostMortemAsync(GitHubIssue issue, Note note, CancellationToken cancellation)
    {
        if (await reports.OfAsync(note.Run, head: null, note.Version, cancellation) is not { } report)
            return Delivery.Done;
        var marker = $"{databaseId}/{note.Run}/{NoteTarget.PostMortem}";
        var since = report.Run.RequestedAt!.Value - ClockSkew;
        var found = await issues.FindByMarkerAsync(issue.Repository, marker, since, cancellation);
        if (!found.IsGood)
            return DeliveryOf(found);
        if (found.Value is not { } draft)
        {
            var labels = await issues.ExistingLabelsAsync(
                issue.Repository,
                PostMortem.LabelsOf(report.Run),
                cancellation
            );
            if (!labels.IsGood)
                return DeliveryOf(labels);
            var opened = await issues.OpenAsync(
                issue.Repository,
                PostMortem.Title(report.Run),
                PostMortem.Of(report, issue, marker, issues.Markers),
                labels.Value,
                cancellation
            );
            if (!opened.IsGood)
                return DeliveryOf(opened);
            draft = opened.Value!;
        }

        MarkedText link = new($"{marker}/link", $"Draft post-mortem: {GitHubText.Address(draft.Url)}");
        return DeliveryOf(await _comments.WriteAsync(issue, [link], perhapsThere: true, cancellation));
    }

    // Read, change, write back: only our own part, in the latest text that people left.
    private async Task<Delivery> RefreshAsync(GitHubIssue issue, Run run, CancellationToken cancellation)
    {
        var body = await issues.ReadBodyAsync(issue, cancellation);
        if (!body.IsGood)
            return DeliveryOf(body);
        var others = IssueRegion.Replace(body.Value!, "").Length;
        var room = Math.Min(IssueProgress.Room, GitHubText.MaxLength - others);
        var timeline = await reports.TimelineAsync(run.Id, cancellation);
        var newest = IssueRegion.Replace(body.Value!, IssueProgress.Of(run, timeline, room));
        return newest == body.Value
            ? Delivery.Done
            : DeliveryOf(await issues.UpdateBodyAsync(issue, newest, cancellation));
    }

    private string MarkerOf(Note note) => note.MarkerIn(databaseId);

    private static Delivery DeliveryOf<T>(GitHubReply<T> reply) =>
        reply.IsGood
            ? Delivery.Done
            : Delivery.Later(
                reply.Failure.Sentence,
                reply.Failure.RetryAfter ?? (reply.Failure.Passes ? null : Patience)
            );
}
