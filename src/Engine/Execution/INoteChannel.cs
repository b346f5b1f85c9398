using System.Collections.Immutable;
using OlUpgrade.Runs;
using OlUpgrade.Wording;

namespace OlUpgrade.Execution;

/// <summary>
/// A destination for notes to people: the Slack thread or the tracking issue. An outage there never stops or changes
/// work on a host.
/// </summary>
public interface INoteChannel
{
    /// <summary>How many characters of notes fit into one message there.</summary>
    int Room { get; }

    /// <summary>True if it delivers notes with this target.</summary>
    bool Takes(NoteTarget target);

    /// <summary>
    /// Delivers one note, or several with the same target, in order, as one message that carries all their markers. If
    /// <paramref name="perhapsSent"/> is true, an earlier try may have arrived: the channel first looks for the markers
    /// and does not send those notes again.
    /// </summary>
    Task<Delivery> DeliverAsync(Run run, ImmutableArray<Note> notes, bool perhapsSent, CancellationToken cancellation);
}
