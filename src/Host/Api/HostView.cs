using OlUpgrade.Runs.Fleet;

namespace OlUpgrade.Hosting.Api;

/// <summary>One host of a run in the API.</summary>
/// <param name="Host">Its name in the inventory.</param>
/// <param name="State">The name of a <see cref="HostState"/>.</param>
/// <param name="Step">The step that runs, will be retried or is stuck; null before and after the work.</param>
/// <param name="StartedAt">When the work on it started; null before.</param>
/// <param name="EndedAt">When the work on it ended; null before.</param>
/// <param name="KernelBefore">The kernel before the work; null if not known.</param>
/// <param name="KernelAfter">The kernel after the work; null if not known.</param>
/// <param name="Rebooted">A new boot was proved by the boot ID.</param>
/// <param name="OutSince">Since when it is out of service; null if it is in service.</param>
/// <param name="BackSince">Since when it is rolled back or mixed; null if it is neither.</param>
public sealed record HostView(
    string Host,
    string Stage,
    string State,
    string? Step,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    string? KernelBefore,
    string? KernelAfter,
    bool Rebooted,
    DateTimeOffset? OutSince,
    DateTimeOffset? BackSince
)
{
    /// <summary>When the run took it; null before, when the run is done with it, and once the run has ended.</summary>
    public DateTimeOffset? TakenSince { get; init; }

    /// <summary>The earlier run that left it out of service; null if none did.</summary>
    public int? LeftOutBy { get; init; }

    /// <summary>The view of a host.</summary>
    public static HostView Of(HostRow row) =>
        new(
            row.Host,
            row.Stage,
            row.State.ToString(),
            row.CurrentStep,
            row.StartedAt,
            row.EndedAt,
            row.Before.Kernel,
            row.After.Kernel,
            row.Rebooted,
            row.OutSince,
            row.BackSince
        )
        {
            TakenSince = row.TakenSince,
            LeftOutBy = row.LeftOutBy?.Number,
        };
}
