using System.Collections.Immutable;
using OlUpgrade.Storage;
using OlUpgrade.Wording;

namespace OlUpgrade.Execution;

/// <summary>
/// Notes that go out together. One each, as a rule; but when a place was down for a while and many messages wait, as
/// many as one message holds, so that what happened long ago is told at once and within the limits of the place.
/// </summary>
internal sealed record NoteBatch(ImmutableArray<PendingNote> Pending)
{
    /// <summary>More than come from one step: so many wait only where the place was down.</summary>
    private const int WaitApart = 3;

    /// <summary>Each leaves its marker in the message too.</summary>
    private const int Max = 60;

    public ImmutableArray<Note> Notes => [.. Pending.Select(pending => pending.Note)];

    /// <summary>Of the oldest: the others were not tried more often.</summary>
    public int Tries => Pending[0].Tries;

    /// <summary>The notes of one place in order; those of one target stay in order among themselves.</summary>
    public static IEnumerable<NoteBatch> Of(ImmutableArray<PendingNote> pending, int room)
    {
        var left = pending.ToList();
        while (left.Count > 0)
        {
            var batch = First(left, room);
            left.RemoveAll(batch.Pending.Contains);
            yield return batch;
        }
    }

    private static NoteBatch First(List<PendingNote> left, int room)
    {
        var target = left[0].Note.Target;
        var alike = left.Where(pending => pending.Note.Target == target).Take(Max).ToList();
        if (target is not (NoteTarget.Thread or NoteTarget.IssueComment) || alike.Count <= WaitApart)
            return new([left[0]]);
        var length = 0;
        var fitting = alike.TakeWhile(pending => (length += pending.Note.Text.Length + 2) <= room).ToImmutableArray();
        return new(fitting.IsEmpty ? [left[0]] : fitting);
    }
}
