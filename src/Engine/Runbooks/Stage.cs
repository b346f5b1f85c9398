using System.Collections.Immutable;

namespace OlUpgrade.Runbooks;

/// <summary>One part of a runbook, over a set of hosts. Stages run in order.</summary>
/// <param name="Limit">How many of its hosts may be out of service at once; 1 by default.</param>
/// <param name="Soak">Quiet time after the stage, before its hosts are checked again; zero for none.</param>
/// <param name="Approval">Who must approve before the stage starts; null if the plan's approval covers it.</param>
/// <param name="Why">The reason for the order, shown to approvers; null if there is none.</param>
public sealed record Stage(
    string Name,
    ImmutableArray<string> Hosts,
    int Limit,
    DurationSetting Soak,
    ApprovalRule? Approval,
    string? Why
);
