namespace OlUpgrade.Runs.Fleet;

/// <summary>The kernel and boot ID of a host at one time; null if not recorded.</summary>
public sealed record BootFacts(string? Kernel, string? BootId)
{
    public const string KernelFact = "kernel";
    public const string BootIdFact = "boot-id";

    public static BootFacts Of(Facts? facts) =>
        new(facts?.GetValueOrDefault(KernelFact), facts?.GetValueOrDefault(BootIdFact));
}
