using OlUpgrade.Runs;

namespace OlUpgrade.Execution;

/// <summary>
/// A place where notes for people go: the Slack thread, the tracking issue. It is down at times; that never stops or
/// changes work on a host.
/// </summary>
public interface INoteChannel
{
    /// <summary>Which notes it takes.</summary>
    bool Takes(NoteTarget target);

    /// <summary>
    /// Delivers one note. When <paramref name="perhapsSent"/> is true an earlier try may have arrived: it is looked
    /// for by its marker first and not sent twice.
    /// </summary>
    Task<Delivery> DeliverAsync(Run run, Note note, bool perhapsSent, CancellationToken cancellation);
}
