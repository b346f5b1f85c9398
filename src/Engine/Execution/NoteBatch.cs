using System.Collections.Immutable;
using OlUpgrade.Storage;
using OlUpgrade.Wording;

namespace OlUpgrade.Execution;

/// <summary>
/// Notes that are sent as one message. Normally that is one note; after an outage, when many wait, as many as fit, so
/// that the backlog is sent quickly and within the channel's limits.
/// </summary>
internal sealed record NoteBatch(ImmutableArray<PendingNote> Pending)
{
    /// <summary>
    /// Notes that wait are sent one by one up to this number. More than one step produces, so more means an outage.
    /// </summary>
    private const int MaxSeparate = 3;

    /// <summary>Notes in one message; each adds its marker to it.</summary>
    private const int Max = 60;

    public ImmutableArray<Note> Notes => [.. Pending.Select(pending => pending.Note)];

    /// <summary>Tries of the oldest note; the others were not tried more often.</summary>
    public int Tries => Pending[0].Tries;

    /// <summary>Splits a channel's notes into batches. Notes with the same target stay in order.</summary>
    public static IEnumerable<NoteBatch> Of(ImmutableArray<PendingNote> pending, int room)
    {
        var remaining = pending.ToList();
        while (remaining.Count > 0)
        {
            var batch = First(remaining, room);
            remaining.RemoveAll(batch.Pending.Contains);
            yield return batch;
        }
    }

    private static NoteBatch First(List<PendingNote> waiting, int room)
    {
        var target = waiting[0].Note.Target;
        var alike = waiting.Where(pending => pending.Note.Target == target).Take(Max).ToList();
        if (target is not (NoteTarget.Thread or NoteTarget.IssueComment) || alike.Count <= MaxSeparate)
            return new([waiting[0]]);
        var length = 0;
        var fitting = alike.TakeWhile(pending => (length += pending.Note.Text.Length + 2) <= room).ToImmutableArray();
        return new(fitting.IsEmpty ? [waiting[0]] : fitting);
    }
}
