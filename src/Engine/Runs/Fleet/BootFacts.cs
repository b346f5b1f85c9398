namespace OlUpgrade.Runs.Fleet;

/// <summary>Which kernel ran under which boot ID; null where it was not noted.</summary>
public sealed record BootFacts(string? Kernel, string? BootId)
{
    public const string KernelFact = "kernel";
    public const string BootIdFact = "boot-id";

    public static BootFacts Of(Facts? facts) =>
        new(facts?.GetValueOrDefault(KernelFact), facts?.GetValueOrDefault(BootIdFact));
}
