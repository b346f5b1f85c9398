using System.Collections.Immutable;
using OlUpgrade.Runs;
using OlUpgrade.Wording;

namespace OlUpgrade.Storage;

/// <summary>
/// The notes that wait to be told. They come with the entries they are derived from, in one transaction.
/// </summary>
public interface IOutbox
{
    /// <summary>The notes of a run that were not delivered, in order.</summary>
    Task<ImmutableArray<PendingNote>> PendingAsync(RunId run, int most, CancellationToken cancellation);

    /// <summary>Runs that have undelivered notes.</summary>
    Task<ImmutableArray<RunId>> WaitingAsync(CancellationToken cancellation);

    /// <summary>Written before each try: from now on these notes of one run may have arrived.</summary>
    Task TryingAsync(ImmutableArray<Note> notes, CancellationToken cancellation);

    /// <summary>These notes of one run arrived, or were overtaken by newer ones that show the same.</summary>
    Task DeliveredAsync(ImmutableArray<Note> notes, CancellationToken cancellation);
}
