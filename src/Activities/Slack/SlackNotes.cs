using System.Collections.Immutable;
using OlUpgrade.Execution;
using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Slack.Client;
using OlUpgrade.Slack.Messages;
using OlUpgrade.Wording;

namespace OlUpgrade.Slack;

/// <summary>
/// Brings a run's notes to Slack: messages in the thread below its header, the header itself kept up to date, and a
/// word in the runbook's second channel when nobody answers. Without a header there is no thread and nothing to do
/// there.
/// </summary>
public sealed class SlackNotes(SlackClient slack, string databaseId) : INoteChannel
{
    /// <summary>What a refusal for good is worth: seen by people, tried again now and then.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(10);

    // Escaped, a text may be longer.
    public int Room => SlackText.MaxLength / 2;

    public bool Takes(NoteTarget target) =>
        target is NoteTarget.Thread or NoteTarget.Header or NoteTarget.Question or NoteTarget.SecondChannel;

    public async Task<Delivery> DeliverAsync(
        Run run,
        ImmutableArray<Note> notes,
        bool perhapsSent,
        CancellationToken cancellation
    )
    {
        if (notes[0].Target == NoteTarget.SecondChannel)
            return await ElsewhereAsync(run, notes[0], perhapsSent, cancellation);
        if (notes[0].Target == NoteTarget.Question)
            return await AnsweredAsync(run, notes[0], cancellation);
        if (PostedMessage.Of(run.Evidence(BuiltInSteps.Header)) is not { } header)
            return Delivery.Done;
        return notes[0].Target == NoteTarget.Header
            ? What(await slack.UpdateAsync(header, HeaderText.LayoutOf(run), cancellation))
            : await SayAsync(run, notes, header, perhapsSent, cancellation);
    }

    private async Task<Delivery> AnsweredAsync(Run run, Note note, CancellationToken cancellation)
    {
        var (channel, ts, gate) = QuestionNote.Read(note);
        return What(
            await slack.UpdateAsync(new(channel, ts), QuestionLayout.Of(run, Gate.Named(run.Plan!, gate)), cancellation)
        );
    }

    private async Task<Delivery> SayAsync(
        Run run,
        ImmutableArray<Note> notes,
        PostedMessage header,
        bool perhapsSent,
        CancellationToken cancellation
    )
    {
        if (perhapsSent)
        {
            var there = await slack.MarkersAsync(header, [.. notes.Select(MarkerOf)], Since(run), cancellation);
            if (!there.IsGood)
                return What(there);
            notes = [.. notes.Where(note => !there.Value!.Contains(MarkerOf(note)))];
        }

        if (notes.IsEmpty)
            return Delivery.Done;
        var text = string.Join('\n', notes.Select(note => SlackText.Escape(note.Text)));
        var fitting = SlackText.Fit(text, $"`olupgrade journal {run.Id}` shows the rest.");
        return What(
            await slack.PostAsync(new(header.Channel, fitting, header.Ts, [.. notes.Select(MarkerOf)]), cancellation)
        );
    }

    /// <summary>A message of its own in the second channel, with the way to the thread.</summary>
    private async Task<Delivery> ElsewhereAsync(Run run, Note note, bool perhapsSent, CancellationToken cancellation)
    {
        var channel = await slack.ChannelIdAsync(run.Plan!.Approval.SecondChannel!, cancellation);
        if (!channel.IsGood)
            return What(channel);
        if (perhapsSent)
        {
            var there = await slack.FindByMarkerAsync(channel.Value!, null, MarkerOf(note), Since(run), cancellation);
            if (!there.IsGood || there.Value is not null)
                return What(there);
        }

        var link = run.Evidence(BuiltInSteps.Header)?.GetValueOrDefault("link") is { } url
            ? $" <{url}|The thread>"
            : "";
        var text = $"Run {run.Id}, {SlackText.Escape(run.Plan.Title)}: {SlackText.Escape(note.Text)}{link}";
        return What(await slack.PostAsync(new(channel.Value!, text, null, MarkerOf(note)), cancellation));
    }

    private static DateTimeOffset Since(Run run) =>
        (run.RequestedAt ?? DateTimeOffset.UnixEpoch + ClockSkew) - ClockSkew;

    private string MarkerOf(Note note) => note.MarkerIn(databaseId);

    private static Delivery What<T>(SlackReply<T> reply) =>
        reply.IsGood
            ? Delivery.Done
            : Delivery.Later(
                reply.Failure.Sentence,
                reply.Failure.RetryAfter ?? (reply.Failure.Passes ? null : Patience)
            );
}
