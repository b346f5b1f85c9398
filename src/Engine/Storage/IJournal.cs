using System.Collections.Immutable;
using OlUpgrade.Runs;

namespace OlUpgrade.Storage;

/// <summary>
/// The journal: append-only, the truth about every run. An append is atomic with its notes and its run's summary, and
/// durable when it returns. One contract suite runs against every implementation.
/// </summary>
public interface IJournal
{
    /// <summary>Names this database to hosts and outside markers; made once at random.</summary>
    Task<string> DatabaseIdAsync(CancellationToken cancellation);

    /// <summary>
    /// Opens a run with its first entry, unless the request key is known (the same run again) or one of the hosts is
    /// in a run that is still open.
    /// </summary>
    Task<Opening> OpenAsync(RunEvent.RunRequested request, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>The entries of a run behind a version, in order.</summary>
    Task<ImmutableArray<Entry>> ReadAsync(RunId run, int behind, CancellationToken cancellation);

    /// <summary>
    /// Appends right behind the expected version. With a fence, refused unless the run is still held under it.
    /// </summary>
    Task<Appended> AppendAsync(NewEntries entries, CancellationToken cancellation);

    /// <summary>
    /// Takes a run: raises the fence over all runs, makes this the run's only hold and appends
    /// <c>run-taken-over</c>, all as one act.
    /// </summary>
    Task<Lease> TakeAsync(RunId run, string holder, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>
    /// True for a holder that has ever taken a run of this database. A host that obeys another one was taken by a
    /// service that works from a copy.
    /// </summary>
    Task<bool> KnowsHolderAsync(string holder, CancellationToken cancellation);

    /// <summary>
    /// The open run that works on the machine with this ID, under whatever name; null when none does.
    /// </summary>
    Task<RunId?> OwnerOfAsync(string machineId, CancellationToken cancellation);

    /// <summary>
    /// The run that posted a message, however old it is; null before the append that records the message, and after
    /// the run has expired. The step that recorded a message first keeps it.
    /// </summary>
    Task<MessageOrigin?> FindMessageAsync(PostedMessage message, CancellationToken cancellation);

    /// <summary>
    /// Deletes a run's entries, notes and messages. Its number is never used again. False, with nothing deleted, when
    /// the run is open or has expired already.
    /// </summary>
    Task<bool> ExpireAsync(RunId run, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>Runs, newest first; only the open ones when asked.</summary>
    Task<ImmutableArray<RunSummary>> ListAsync(bool onlyOpen, int most, CancellationToken cancellation);
}
