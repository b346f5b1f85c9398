using OlUpgrade.Hosts;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;

namespace OlUpgrade.Simulation;

/// <summary>The operators' own runbook, unchanged, over all eight hosts.</summary>
internal static class Workflows
{
    public static Plan Plan { get; } = Read([]);

    /// <summary>Three hosts of it: enough for a canary, a stage that asks, and what comes after.</summary>
    public static Plan Short { get; } = Read(["ol-dev", "ol-web1", "ol-home"]);

    private static Plan Read(string[] only)
    {
        var folder = Find(AppContext.BaseDirectory);
        var inventory = InventoryParser.Parse("hosts.yaml", File.ReadAllBytes(Path.Combine(folder, "hosts.yaml"))).Value!;
        var runbook = RunbookParser.Parse(
            "security-patches.yaml", File.ReadAllBytes(Path.Combine(folder, "security-patches.yaml")), inventory).Value!;
        return Planner.Make(runbook, inventory, Facts.Empty, [.. only]).Plan!;
    }

    private static string Find(string folder) => File.Exists(Path.Combine(folder, "OlUpgrade.sln"))
        ? Path.Combine(folder, "workflows")
        : Find(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The simulation runs outside of a checkout."));
}
