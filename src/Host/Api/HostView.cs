using OlUpgrade.Runs.Fleet;

namespace OlUpgrade.Hosting.Api;

/// <summary>One host of a run.</summary>
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
        );
}
