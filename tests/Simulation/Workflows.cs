using OlUpgrade.Hosts;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Sandbox.Hosts;

namespace OlUpgrade.Simulation;

/// <summary>The operators' own runbooks, unchanged.</summary>
internal static class Workflows
{
    /// <summary>The security patches on all eight hosts.</summary>
    public static Plan Plan { get; } = Of("security-patches");

    /// <summary>The same on three hosts: a canary, a stage with its own approval, and a later one.</summary>
    public static Plan Short { get; } = Read("security-patches", Facts.Empty, ["ol-dev", "ol-web1", "ol-home"]);

    /// <summary>
    /// The security patches with each host drained before it is changed and returned at the end; up to two hosts at
    /// once.
    /// </summary>
    public static Plan Drained { get; } = WithDrain(Plan);

    /// <summary>The same on three hosts.</summary>
    public static Plan ShortDrained { get; } = WithDrain(Short);

    /// <summary>The folder in the checkout.</summary>
    public static string Folder => Find(AppContext.BaseDirectory);

    public static Plan Of(string runbook, params (string Name, string Value)[] parameters) =>
        Read(runbook, parameters.Aggregate(Facts.Empty, (facts, one) => facts.Add(one.Name, one.Value)), []);

    private static Plan WithDrain(Plan plan) =>
        plan with
        {
            Stages =
            [
                .. plan.Stages.Select(stage =>
                    stage.Kind != StageKind.Upgrade
                        ? stage
                        : stage with
                        {
                            Steps = [.. stage.Steps.SelectMany(WithDrain)],
                            Limit = Math.Min(2, stage.Hosts.Length),
                        }
                ),
            ],
        };

    private static IEnumerable<PlannedStep> WithDrain(PlannedStep step) =>
        step.Work switch
        {
            Work.Keep => [step, Step("drain", new Work.Drain($"touch {SimulatedHost.DrainedFile}", "exit 1"))],
            Work.Health => [step, Step("return", new Work.Return($"rm -f {SimulatedHost.DrainedFile}", "exit 1"))],
            _ => [step],
        };

    private static PlannedStep Step(string name, Work work) =>
        new(name, work, TimeSpan.FromMinutes(2), new RetryRule(2, TimeSpan.FromSeconds(30)));

    private static Plan Read(string name, Facts parameters, string[] only)
    {
        var inventory = InventoryParser
            .Parse("hosts.yaml", File.ReadAllBytes(Path.Combine(Folder, "hosts.yaml")))
            .Value!;
        var runbook = RunbookParser
            .Parse($"{name}.yaml", File.ReadAllBytes(Path.Combine(Folder, $"{name}.yaml")), inventory)
            .Value!;
        return Planner.Make(runbook, inventory, parameters, [.. only]).Plan!;
    }

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "OlUpgrade.sln"))
            ? Path.Combine(folder, "workflows")
            : Find(
                Path.GetDirectoryName(folder)
                    ?? throw new InvalidOperationException("The simulation must run in a checkout.")
            );
}
