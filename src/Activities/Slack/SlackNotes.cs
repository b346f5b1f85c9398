using OlUpgrade.Execution;
using OlUpgrade.Runs;

namespace OlUpgrade.Slack;

/// <summary>
/// Brings a run's notes to Slack: messages in the thread below its header, and the header itself kept up to date.
/// Without a header there is no place for them and nothing to do.
/// </summary>
public sealed class SlackNotes(SlackClient slack, string databaseId) : INoteChannel
{
    /// <summary>What a refusal for good is worth: seen by people, tried again now and then.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(10);

    public bool Takes(NoteTarget target) => target is NoteTarget.Thread or NoteTarget.Header;

    public async Task<Delivery> DeliverAsync(Run run, Note note, bool perhapsSent, CancellationToken cancellation)
    {
        if (HeaderOf(run) is not { } header)
            return Delivery.Done;
        return note.Target == NoteTarget.Header
            ? What(await slack.UpdateAsync(header.Channel, header.Ts, HeaderText.Of(run), cancellation))
            : await SayAsync(run, note, header, perhapsSent, cancellation);
    }

    private async Task<Delivery> SayAsync(
        Run run,
        Note note,
        SlackPosted header,
        bool perhapsSent,
        CancellationToken cancellation)
    {
        var marker = Marker.Of(databaseId, note);
        if (perhapsSent)
        {
            var since = (run.RequestedAt ?? DateTimeOffset.UnixEpoch + ClockSkew) - ClockSkew;
            var found = await slack.FindByMarkerAsync(header.Channel, header.Ts, marker, since, cancellation);
            if (!found.IsGood || found.Value is not null)
                return What(found);
        }

        var text = SlackText.Fit(SlackText.Escape(note.Text), $"`olupgrade journal {run.Id}` shows the rest.");
        return What(await slack.PostAsync(new(header.Channel, text, header.Ts, marker), cancellation));
    }

    private static SlackPosted? HeaderOf(Run run) =>
        run.Evidence(OverheadSteps.Header) is { } evidence
        && evidence.TryGetValue("channel", out var channel)
        && evidence.TryGetValue("ts", out var ts)
            ? new(channel, ts)
            : null;

    private static Delivery What<T>(SlackReply<T> reply) => reply.IsGood
        ? Delivery.Done
        : Delivery.Later(reply.Failure.Sentence, reply.Failure.RetryAfter ?? (reply.Failure.Passes ? null : Patience));
}
