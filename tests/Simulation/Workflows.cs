using OlUpgrade.Hosts;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;

namespace OlUpgrade.Simulation;

/// <summary>The operators' own runbooks, unchanged.</summary>
internal static class Workflows
{
    /// <summary>The security patches over all eight hosts.</summary>
    public static Plan Plan { get; } = Of("security-patches");

    /// <summary>Three hosts of it: enough for a canary, a stage that asks, and what comes after.</summary>
    public static Plan Short { get; } = Read("security-patches", Facts.Empty, ["ol-dev", "ol-web1", "ol-home"]);

    /// <summary>The folder in the checkout.</summary>
    public static string Folder => Find(AppContext.BaseDirectory);

    public static Plan Of(string runbook, params (string Name, string Value)[] parameters) => Read(
        runbook, parameters.Aggregate(Facts.Empty, (facts, one) => facts.Add(one.Name, one.Value)), []);

    private static Plan Read(string name, Facts parameters, string[] only)
    {
        var inventory = InventoryParser.Parse("hosts.yaml", File.ReadAllBytes(Path.Combine(Folder, "hosts.yaml"))).Value!;
        var runbook = RunbookParser.Parse(
            $"{name}.yaml", File.ReadAllBytes(Path.Combine(Folder, $"{name}.yaml")), inventory).Value!;
        return Planner.Make(runbook, inventory, parameters, [.. only]).Plan!;
    }

    private static string Find(string folder) => File.Exists(Path.Combine(folder, "OlUpgrade.sln"))
        ? Path.Combine(folder, "workflows")
        : Find(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The simulation runs outside of a checkout."));
}
