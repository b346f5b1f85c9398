using System.Collections.Immutable;

namespace OlUpgrade.Runbooks;

/// <summary>An ordered part of a runbook over a set of hosts.</summary>
/// <param name="Limit">How many of its hosts may be out of service at once; 1 unless the file says otherwise.</param>
/// <param name="Soak">Quiet time after the stage in which health must hold: a duration, or a parameter's name.</param>
/// <param name="Approval">Asked before the stage begins; null when the plan's approval covers it.</param>
/// <param name="Why">The reason for the order, shown to the people who approve.</param>
public sealed record Stage(
    string Name,
    ImmutableArray<string> Hosts,
    int Limit,
    DurationSetting Soak,
    ApprovalRule? Approval,
    string? Why
);
