namespace OlUpgrade.Runs.Fleet;

/// <summary>Why a host is out of service.</summary>
/// <param name="Run">The run that took it out.</param>
/// <param name="Step">The name of the step that did.</param>
/// <param name="IsDrained">True if only a return puts it back; false if a health proof is enough.</param>
public sealed record FleetOutage(RunId Run, DateTimeOffset Since, string Step, bool IsDrained);
