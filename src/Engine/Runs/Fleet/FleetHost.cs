namespace OlUpgrade.Runs.Fleet;

/// <summary>A host that a run has taken, that is out of service, or both.</summary>
/// <param name="MachineId">Null if no run surveyed it.</param>
/// <param name="Role">Its role when a run last touched it; null if it had none.</param>
/// <param name="Out">Why it is out of service; null while it is in service.</param>
/// <param name="TakenBy">The open run that has taken it; null when none has.</param>
public sealed record FleetHost(string Host, string? MachineId, string? Role, FleetOutage? Out, RunId? TakenBy);
