using System.Collections.Immutable;
using OlUpgrade.Runs;
using OlUpgrade.Wording;

namespace OlUpgrade.Storage;

/// <summary>
/// The notes that wait to be delivered. They are written in the transaction of the entries that they report.
/// </summary>
public interface IOutbox
{
    /// <summary>The undelivered notes of a run, oldest first.</summary>
    Task<ImmutableArray<PendingNote>> PendingAsync(RunId run, int max, CancellationToken cancellation);

    /// <summary>Runs that have undelivered notes.</summary>
    Task<ImmutableArray<RunId>> WaitingAsync(CancellationToken cancellation);

    /// <summary>Counts a try, before it is made: from now on these notes of one run may have arrived.</summary>
    Task TryingAsync(ImmutableArray<Note> notes, CancellationToken cancellation);

    /// <summary>These notes of one run have arrived, or a newer note replaces them.</summary>
    Task DeliveredAsync(ImmutableArray<Note> notes, CancellationToken cancellation);
}
