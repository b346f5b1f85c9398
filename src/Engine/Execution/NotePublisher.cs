using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using OlUpgrade.Runs;
using OlUpgrade.Storage;
using OlUpgrade.Wording;

namespace OlUpgrade.Execution;

/// <summary>
/// Tells people what happened: delivers a run's notes, each place in order, each note once. A place that is down is
/// tried again later and holds up only itself. One publisher per run, under its hold.
/// </summary>
public sealed class NotePublisher(
    IOutbox outbox,
    Recorder recorder,
    IEnumerable<INoteChannel> channels,
    TimeProvider time,
    ILogger<NotePublisher> logger
)
{
    private const int MaxNotes = 200;

    /// <summary>A limit that is over by our clock and not by theirs must not be asked about without a pause.</summary>
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MaxPause = TimeSpan.FromMinutes(2);

    /// <summary>Delivers what can be delivered now; says when to come back if something is left.</summary>
    public async Task<DateTimeOffset?> PublishAsync(RunId id, CancellationToken cancellation)
    {
        var pending = await outbox.PendingAsync(id, MaxNotes, cancellation);
        if (pending.IsEmpty || await recorder.LoadAsync(id, cancellation) is not { } run)
            return null;
        DateTimeOffset? again = null;
        foreach (var channel in channels)
        {
            var mine = pending.Where(note => channel.Takes(note.Note.Target)).ToImmutableArray();
            var pause = await PublishAsync(run, channel, mine, cancellation);
            if (pause is { } wait && (again is null || time.GetUtcNow() + wait < again))
                again = time.GetUtcNow() + wait;
        }

        return again is null && pending.Length == MaxNotes ? time.GetUtcNow() : again;
    }

    private async Task<TimeSpan?> PublishAsync(
        Run run,
        INoteChannel channel,
        ImmutableArray<PendingNote> notes,
        CancellationToken cancellation
    )
    {
        var overtaken = notes.Where(note => IsOvertaken(note.Note, notes)).ToImmutableArray();
        if (!overtaken.IsEmpty)
            await outbox.DeliveredAsync([.. overtaken.Select(note => note.Note)], cancellation);
        foreach (var batch in NoteBatch.Of([.. notes.Except(overtaken)], channel.Room))
        {
            await outbox.TryingAsync(batch.Notes, cancellation);
            var delivery = await DeliverAsync(run, channel, batch, cancellation);
            if (!delivery.Arrived)
                return delivery.RetryAfter >= ShortestWait ? delivery.RetryAfter : Pause(batch.Tries);
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
                logger.LogWarning("Note {Note} waits: {Sentence}", batch.Notes[0].Marker, delivery.Sentence);
            return delivery;
        }
        catch (Exception bug)
            when (bug is not (WorkerKilledException or StoreUnavailableException)
                && !cancellation.IsCancellationRequested
            )
        {
            logger.LogError(bug, "Note {Note}: a mistake in this program", batch.Notes[0].Marker);
            return Delivery.Later(bug.Message);
        }
    }

    /// <summary>A note that shows the newest state is needless when another of its kind follows.</summary>
    private static bool IsOvertaken(Note note, ImmutableArray<PendingNote> all) =>
        note.Target is NoteTarget.Header or NoteTarget.IssueBody
        && all.Any(other => other.Note.Target == note.Target && other.Note.Version > note.Version);

    private static TimeSpan Pause(int tries)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(tries, 10));
        return pause < MaxPause ? pause : MaxPause;
    }
}
