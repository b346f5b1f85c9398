namespace OlUpgrade.Runs;

/// <summary>
/// The right to drive a run. The fence rises with every hold over all runs of a database; whoever holds a lower one
/// can change nothing more, in the database or on a host.
/// </summary>
/// <param name="DatabaseId">Which database the fence counts in.</param>
public sealed record Hold(RunId Run, string Holder, long Fence, string DatabaseId);
