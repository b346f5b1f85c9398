namespace OlUpgrade.Runs;

/// <summary>
/// The right to drive a run. The fence rises with every hold over all runs of a database; whoever holds a lower one
/// can change nothing more, in the database or on a host.
/// </summary>
/// <param name="Holder">Names one start of one service; no two have the same name.</param>
/// <param name="DatabaseId">Which database the fence counts in.</param>
/// <param name="Follows">
/// The earlier holder of this database that a host obeys until now; null until the host has named one.
/// </param>
public sealed record Lease(RunId Run, string Holder, long FencingToken, string DatabaseId, string? Follows = null);
