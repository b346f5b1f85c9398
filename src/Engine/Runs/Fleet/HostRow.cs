namespace OlUpgrade.Runs.Fleet;

/// <summary>One host of a run on one line: what people look at first.</summary>
/// <param name="CurrentStep">The step it is in, will repeat, or is stuck in; null before and after the work.</param>
/// <param name="Problem">What went wrong, or what is doubtful; null while all is well.</param>
/// <param name="StartedAt">When the first step began; null before.</param>
/// <param name="EndedAt">When the last step ended; null until then.</param>
/// <param name="Before">What ran before the work, as far as it was noted.</param>
/// <param name="After">What ran after the reboot, as far as it was noted.</param>
/// <param name="OutSince">Since when it is out of service; null while it is in service.</param>
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
    /// <summary>Since when it is rolled back, or mixed; null while it is neither.</summary>
    public DateTimeOffset? BackSince { get; init; }

    /// <summary>True when two different boot IDs prove it.</summary>
    public bool Rebooted => Before.BootId is { } before && After.BootId is { } after && before != after;
}
