namespace OlUpgrade.Runs;

/// <summary>
/// The right of one worker to drive one run. The fencing token rises with every lease over all runs of a database; a
/// worker with a lower one can no longer change anything, in the database or on a host.
/// </summary>
/// <param name="Holder">The name of one start of the service; every start has its own.</param>
/// <param name="DatabaseId">The database that issued the fencing token.</param>
/// <param name="Follows">The holder that this one succeeds on a host; null until the host has named it.</param>
public sealed record Lease(RunId Run, string Holder, long FencingToken, string DatabaseId, string? Follows = null);
