namespace OlUpgrade.Execution;

/// <summary>The wall clock was moved.</summary>
/// <param name="By">How far; negative for backwards.</param>
/// <param name="Before">What the clock showed when it was last right.</param>
public sealed record ClockJump(TimeSpan By, DateTimeOffset Before);
