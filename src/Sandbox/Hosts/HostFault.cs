namespace OlUpgrade.Sandbox.Hosts;

/// <summary>A fault that is armed on a host and strikes at its next occasion.</summary>
/// <param name="Times">How many occasions it strikes; then it is used up.</param>
/// <param name="After">How many occasions it lets pass first.</param>
/// <param name="Duration">For kinds that take time, in the host's own time.</param>
/// <param name="Number">The exit code, for kinds that have one.</param>
/// <param name="Name">The container or service, for kinds that have one; null for the first.</param>
public sealed record HostFault(
    HostFaultKind Kind,
    int Times = 1,
    int After = 0,
    TimeSpan Duration = default,
    int Number = 1,
    string? Name = null
);
