namespace OlUpgrade.Runs.Fleet;

/// <summary>One host of a run as one row: what people look at first.</summary>
/// <param name="CurrentStep">The step that it is in, will retry or is stuck in; null before and after the work.</param>
/// <param name="Problem">What went wrong or is in doubt; null if nothing is.</param>
/// <param name="StartedAt">When the first step started; null before that.</param>
/// <param name="EndedAt">When the last step ended; null before that.</param>
/// <param name="Before">Kernel and boot ID before the work, as far as they are known.</param>
/// <param name="After">Kernel and boot ID after the last reboot, as far as they are known.</param>
/// <param name="OutSince">When it went out of service; null while it is in service.</param>
public sealed record HostRow(
    string Host,
    string Stage,
    HostState State,
    string? CurrentStep,
    string? Problem,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    BootFacts Before,
    BootFacts After,
    DateTimeOffset? OutSince
)
{
    /// <summary>When the run took it; null before, when it is done, and once the run has ended.</summary>
    public DateTimeOffset? TakenSince { get; init; }

    /// <summary>True while a command that has not ended well may keep it from serving.</summary>
    public bool IsAtRisk { get; init; }

    /// <summary>The earlier run that left it out of service; null if none did, or this run did too.</summary>
    public RunId? LeftOutBy { get; init; }

    /// <summary>When it was rolled back, fully or partly; null otherwise.</summary>
    public DateTimeOffset? BackSince { get; init; }

    /// <summary>True if two different boot IDs prove a reboot.</summary>
    public bool Rebooted => Before.BootId is { } before && After.BootId is { } after && before != after;
}
