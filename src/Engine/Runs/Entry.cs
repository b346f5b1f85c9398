namespace OlUpgrade.Runs;

/// <summary>One stored line of the journal: the event, its place in the run, and the time.</summary>
/// <param name="Version">Position within the run, from 1 without gaps.</param>
/// <param name="At">When it was appended, UTC.</param>
public sealed record Entry(RunId Run, int Version, DateTimeOffset At, RunEvent Event);
