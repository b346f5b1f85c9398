using System.Collections.Immutable;
using OlUpgrade.Runs;
using OlUpgrade.Wording;

namespace OlUpgrade.Execution;

/// <summary>
/// A place where notes for people go: the Slack thread, the tracking issue. It is down at times; that never stops or
/// changes work on a host.
/// </summary>
public interface INoteChannel
{
    /// <summary>How many characters of notes one message there holds.</summary>
    int Room { get; }

    /// <summary>Which notes it takes.</summary>
    bool Takes(NoteTarget target);

    /// <summary>
    /// Delivers one note, or several of one target in order as one message that carries the markers of all. When
    /// <paramref name="perhapsSent"/> is true earlier tries may have arrived: the notes are looked for by their markers
    /// first, and those that are there are not sent again.
    /// </summary>
    Task<Delivery> DeliverAsync(Run run, ImmutableArray<Note> notes, bool perhapsSent, CancellationToken cancellation);
}
