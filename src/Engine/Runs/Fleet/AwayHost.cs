namespace OlUpgrade.Runs.Fleet;

/// <summary>A host that another run has taken, or left out of service.</summary>
/// <param name="Run">The run that took it, or took it out of service.</param>
/// <param name="Since">Since when it is out of service; null if it is only taken.</param>
/// <param name="Step">The step that took it out of service; null if it is only taken.</param>
/// <param name="IsDrained">True if only a return puts it back.</param>
public sealed record AwayHost(
    string Host,
    int Run,
    DateTimeOffset? Since = null,
    string? Step = null,
    bool IsDrained = false
);
