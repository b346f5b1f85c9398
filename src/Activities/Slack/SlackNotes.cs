using System.Collections.Immutable;
using OlUpgrade.Execution;
using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Commands;
using OlUpgrade.Slack.Client;
using OlUpgrade.Slack.Messages;
using OlUpgrade.Wording;

namespace OlUpgrade.Slack;

/// <summary>
/// Delivers a run's notes to Slack: messages in its thread, updates of its header and questions, and a message in the
/// runbook's second channel when no one answers. Without a header there is no thread, and nothing to deliver.
/// </summary>
public sealed class SlackNotes(SlackClient slack, string databaseId) : INoteChannel
{
    /// <summary>The pause after a permanent refusal: people may fix its cause.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(10);

    // Escaping makes a text longer.
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
            return await PostInSecondChannelAsync(run, notes[0], perhapsSent, cancellation);
        if (notes[0].Target == NoteTarget.Question)
            return await UpdateQuestionAsync(run, notes[0], cancellation);
        if (PostedMessage.Of(run.Evidence(BuiltInSteps.Header)) is not { } header)
            return Delivery.Done;
        return notes[0].Target == NoteTarget.Header
            ? DeliveryOf(await slack.UpdateAsync(header, HeaderText.LayoutOf(run), cancellation))
            : await PostAsync(run, notes, header, perhapsSent, cancellation);
    }

    private async Task<Delivery> UpdateQuestionAsync(Run run, Note note, CancellationToken cancellation)
    {
        var (channel, ts, gate) = QuestionNote.Read(note);
        return DeliveryOf(
            await slack.UpdateAsync(new(channel, ts), QuestionLayout.Of(run, Gate.Named(run.Plan!, gate)), cancellation)
        );
    }

    private async Task<Delivery> PostAsync(
        Run run,
        ImmutableArray<Note> notes,
        PostedMessage header,
        bool perhapsSent,
        CancellationToken cancellation
    )
    {
        if (perhapsSent)
        {
            var arrived = await slack.MarkersAsync(header, [.. notes.Select(MarkerOf)], Since(run), cancellation);
            if (!arrived.IsGood)
                return DeliveryOf(arrived);
            notes = [.. notes.Where(note => !arrived.Value!.Contains(MarkerOf(note)))];
        }

        if (notes.IsEmpty)
            return Delivery.Done;
        var text = string.Join('\n', notes.Select(note => SlackText.Escape(note.Text)));
        var fitting = SlackText.Fit(text, $"{CommandText.Journal(run.Id)} shows the rest.");
        return DeliveryOf(
            await slack.PostAsync(new(header.Channel, fitting, header.Ts, [.. notes.Select(MarkerOf)]), cancellation)
        );
    }

    /// <summary>A message of its own, with a link to the thread.</summary>
    private async Task<Delivery> PostInSecondChannelAsync(
        Run run,
        Note note,
        bool perhapsSent,
        CancellationToken cancellation
    )
    {
        var channel = await slack.ChannelIdAsync(run.Plan!.Approval.SecondChannel!, cancellation);
        if (!channel.IsGood)
            return DeliveryOf(channel);
        if (perhapsSent)
        {
            var arrived = await slack.FindByMarkerAsync(channel.Value!, null, MarkerOf(note), Since(run), cancellation);
            if (!arrived.IsGood || arrived.Value is not null)
                return DeliveryOf(arrived);
        }

        var link = run.Evidence(BuiltInSteps.Header)?.GetValueOrDefault("link") is { } url
            ? $" {SlackText.Link(url, "Open the thread")}"
            : "";
        var text = $"Run {run.Id}, {SlackText.Escape(run.Plan.Title)}: {SlackText.Escape(note.Text)}{link}";
        return DeliveryOf(await slack.PostAsync(new(channel.Value!, text, null, MarkerOf(note)), cancellation));
    }

    private static DateTimeOffset Since(Run run) =>
        (run.RequestedAt ?? DateTimeOffset.UnixEpoch + ClockSkew) - ClockSkew;

    private string MarkerOf(Note note) => note.MarkerIn(databaseId);

    private static Delivery DeliveryOf<T>(SlackReply<T> reply) =>
        reply.IsGood
            ? Delivery.Done
            : Delivery.Later(
                reply.Failure.Sentence,
                reply.Failure.RetryAfter ?? (reply.Failure.Passes ? null : Patience)
            );
}
