namespace OlUpgrade.Runs.Fleet;

/// <summary>One stored entry of the fleet's stream.</summary>
/// <param name="Version">Counted from 1, without gaps.</param>
public sealed record FleetEntry(int Version, DateTimeOffset At, FleetEvent Event);
