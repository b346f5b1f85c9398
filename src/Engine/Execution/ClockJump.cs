namespace OlUpgrade.Execution;

/// <summary>The wall clock was moved: how far, and what it showed when it was last seen to go right.</summary>
public sealed record ClockJump(TimeSpan By, DateTimeOffset Before);
