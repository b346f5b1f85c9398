using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using OlUpgrade.Runs;
using OlUpgrade.Storage;
using OlUpgrade.Wording;

namespace OlUpgrade.Execution;

/// <summary>
/// Delivers a run's notes: in order for each channel, each note once. A channel that is down is retried later and
/// delays only itself. Only the worker with the run's lease publishes its notes.
/// </summary>
public sealed class NotePublisher(
    IOutbox outbox,
    Recorder recorder,
    IEnumerable<INoteChannel> channels,
    TimeProvider time,
    ILogger<NotePublisher> logger
)
{
    /// <summary>Notes in one call; if there are more, the caller comes back at once.</summary>
    private const int MaxNotes = 200;

    /// <summary>
    /// The other side's clock may be behind ours, so a limit that has passed here may still hold there.
    /// </summary>
    private static readonly TimeSpan MinPause = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MaxPause = TimeSpan.FromMinutes(2);

    /// <summary>Delivers what it can now. Returns when to try again, or null if nothing is left.</summary>
    public async Task<DateTimeOffset?> PublishAsync(RunId id, CancellationToken cancellation)
    {
        var pending = await outbox.PendingAsync(id, MaxNotes, cancellation);
        if (pending.IsEmpty || await recorder.LoadAsync(id, cancellation) is not { } run)
            return null;
        DateTimeOffset? retryAt = null;
        foreach (var channel in channels)
        {
            var mine = pending.Where(note => channel.Takes(note.Note.Target)).ToImmutableArray();
            var pause = await PublishAsync(run, channel, mine, cancellation);
            if (pause is { } wait && (retryAt is null || time.GetUtcNow() + wait < retryAt))
                retryAt = time.GetUtcNow() + wait;
        }

        return retryAt is null && pending.Length == MaxNotes ? time.GetUtcNow() : retryAt;
    }

    private async Task<TimeSpan?> PublishAsync(
        Run run,
        INoteChannel channel,
        ImmutableArray<PendingNote> notes,
        CancellationToken cancellation
    )
    {
        var superseded = notes.Where(note => IsSuperseded(note.Note, notes)).ToImmutableArray();
        if (!superseded.IsEmpty)
            await outbox.DeliveredAsync([.. superseded.Select(note => note.Note)], cancellation);
        foreach (var batch in NoteBatch.Of([.. notes.Except(superseded)], channel.Room))
        {
            await outbox.TryingAsync(batch.Notes, cancellation);
            var delivery = await DeliverAsync(run, channel, batch, cancellation);
            if (!delivery.Arrived)
                return delivery.RetryAfter >= MinPause ? delivery.RetryAfter : Pause(batch.Tries);
            await outbox.DeliveredAsync(batch.Notes, cancellation);
        }

        return null;
    }

    private async Task<Delivery> DeliverAsync(
        Run run,
        INoteChannel channel,
        NoteBatch batch,
        CancellationToken cancellation
    )
    {
        try
        {
            var delivery = await channel.DeliverAsync(run, batch.Notes, perhapsSent: batch.Tries > 0, cancellation);
            if (!delivery.Arrived)
                logger.LogWarning(
                    "Note {Note} was not delivered: {Sentence}",
                    batch.Notes[0].Marker,
                    delivery.Sentence
                );
            return delivery;
        }
        catch (Exception bug) when (bug is not StoreUnavailableException && !cancellation.IsCancellationRequested)
        {
            logger.LogError(bug, "Note {Note}: a bug in OlUpgrade", batch.Notes[0].Marker);
            return Delivery.Later(bug.Message);
        }
    }

    /// <summary>A note that shows the latest state is not needed if a newer one follows.</summary>
    private static bool IsSuperseded(Note note, ImmutableArray<PendingNote> all) =>
        note.Target is NoteTarget.Header or NoteTarget.IssueBody
        && all.Any(other => other.Note.Target == note.Target && other.Note.Version > note.Version);

    private static TimeSpan Pause(int tries)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(tries, 10));
        return pause < MaxPause ? pause : MaxPause;
    }
}
