using System.Collections.Immutable;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;

namespace OlUpgrade.Storage;

/// <summary>
/// The append-only record of every run. An append is atomic with its notes, its messages and the run's summary, and
/// durable when it returns. One contract suite runs against every implementation.
/// </summary>
public interface IJournal
{
    /// <summary>Names this database to hosts and in markers outside; random, made once.</summary>
    Task<string> DatabaseIdAsync(CancellationToken cancellation);

    /// <summary>
    /// Opens a run with its first entry, unless the request key is known, which gives the same run, or another open run
    /// has one of the hosts.
    /// </summary>
    Task<Opening> OpenAsync(RunEvent.RunRequested request, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>The entries of a run after a version, in order; none for a run that does not exist.</summary>
    Task<ImmutableArray<Entry>> ReadAsync(RunId run, int after, CancellationToken cancellation);

    /// <summary>
    /// Appends directly after the expected version. With a fencing token, refused unless the token is the one of the
    /// run's lease. What it says of the fleet is appended with it, directly after the version that it names.
    /// </summary>
    Task<Appended> AppendAsync(NewEntries entries, CancellationToken cancellation);

    /// <summary>The entries of the fleet's stream after a version, in order. They never expire.</summary>
    Task<ImmutableArray<FleetEntry>> ReadFleetAsync(int after, CancellationToken cancellation);

    /// <summary>
    /// Appends to the fleet's stream alone, for what no run's journal can say any more. A run's append brings its own
    /// entries of the fleet, in <see cref="NewEntries.Fleet"/>.
    /// </summary>
    Task<Appended> AppendFleetAsync(NewFleetEntries entries, CancellationToken cancellation);

    /// <summary>
    /// Takes a run: makes this the run's only lease, with a fencing token higher than that of any run, and appends
    /// <c>run-taken-over</c>, atomically.
    /// </summary>
    Task<Lease> TakeAsync(RunId run, string holder, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>
    /// True for a holder that has ever taken a run of this database. A host that obeys any other was taken by a service
    /// that works from a copy.
    /// </summary>
    Task<bool> KnowsHolderAsync(string holder, CancellationToken cancellation);

    /// <summary>
    /// The open run that works on the machine with this ID, whatever the host is called; null if there is none.
    /// </summary>
    Task<RunId?> OwnerOfAsync(string machineId, CancellationToken cancellation);

    /// <summary>
    /// The run and step that posted a message, however old the run is; null before the append that records the message,
    /// and once the run has expired. A message belongs to the step that recorded it first.
    /// </summary>
    Task<MessageOrigin?> FindMessageAsync(PostedMessage message, CancellationToken cancellation);

    /// <summary>
    /// Deletes a run's entries, notes and messages. Its number is never used again. False, with nothing deleted, if the
    /// run is open or has expired already.
    /// </summary>
    Task<bool> ExpireAsync(RunId run, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>The newest runs, or the newest open ones; newest first.</summary>
    Task<ImmutableArray<RunSummary>> ListAsync(bool onlyOpen, int max, CancellationToken cancellation);
}
