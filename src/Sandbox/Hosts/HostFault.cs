namespace OlUpgrade.Sandbox.Hosts;

/// <summary>One fault that waits on a host for its occasion.</summary>
/// <param name="Times">How many occasions it spoils; then it is used up.</param>
/// <param name="After">How many occasions it lets pass first.</param>
/// <param name="Duration">Where the kind has one.</param>
/// <param name="Number">An exit code, where the kind has one.</param>
/// <param name="Name">A container or service, where the kind has one; null for the first.</param>
public sealed record HostFault(
    HostFaultKind Kind,
    int Times = 1,
    int After = 0,
    TimeSpan Duration = default,
    int Number = 1,
    string? Name = null
);
