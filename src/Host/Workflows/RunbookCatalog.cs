using System.Collections.Immutable;
using OlUpgrade.Hosts;
using OlUpgrade.People;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Yaml;

namespace OlUpgrade.Hosting.Workflows;

/// <summary>
/// The folder with the runbooks and the inventory, read anew for each plan: a run keeps its own frozen copy, so that
/// an edit never reaches one that is under way.
/// </summary>
public sealed class RunbookCatalog(string folder) : IWorkflowFiles
{
    private const string InventoryFile = "hosts.yaml";

    /// <summary>The names of the runbooks that there are.</summary>
    public IReadOnlyList<string> Names =>
        [
            .. Directory
                .EnumerateFiles(folder, "*.yaml")
                .Select(file => Path.GetFileNameWithoutExtension(file))
                .Where(name => name is not "hosts" and not "example")
                .Order(StringComparer.Ordinal),
        ];

    public Parsed<Inventory> Inventory()
    {
        var path = Path.Combine(folder, InventoryFile);
        return File.Exists(path)
            ? InventoryParser.Parse(path, File.ReadAllBytes(path))
            : Parsed<Inventory>.Bad([new Problem(path, 1, 1, "There is no such file. The inventory belongs here.")]);
    }

    /// <summary>One of the <see cref="Names"/>, read against the inventory.</summary>
    public Parsed<Runbook> Runbook(string name, Inventory inventory)
    {
        var path = Path.Combine(folder, name + ".yaml");
        return RunbookParser.Parse(path, File.ReadAllBytes(path), inventory);
    }

    /// <summary>When the file of one of the <see cref="Names"/> was last changed.</summary>
    public DateTimeOffset WrittenAt(string name) => new(File.GetLastWriteTimeUtc(Path.Combine(folder, name + ".yaml")));

    /// <summary>The plan of a run of this runbook, or sentences that say why there is none.</summary>
    public PlannerAnswer Plan(string runbook, Facts given, ImmutableArray<string> only) =>
        Read(runbook, (parsed, inventory) => Planner.Make(parsed, inventory, given, only));

    /// <summary>The plan of a run that takes up what an earlier one left, by the runbook as it is now.</summary>
    /// <param name="runbook">Null for the earlier run's.</param>
    public PlannerAnswer Continue(Run earlier, string? runbook, Facts given, ImmutableArray<string> only) =>
        Read(runbook ?? earlier.Plan!.Runbook, (parsed, inventory) =>
            Continuation.Plan(earlier, parsed, inventory, given, only)
        );

    /// <summary>Of the runbook, its text; of the inventory, by which way each host of the plan is reached.</summary>
    public string? ChangedSince(Plan plan)
    {
        var path = Path.Combine(folder, plan.Runbook + ".yaml");
        if (!File.Exists(path))
            return $"{path} is not there any more.";
        var text = File.ReadAllText(path);
        if (Digest.Of(text) != plan.RunbookDigest)
            return $"{plan.Runbook}.yaml was changed since the plan was made:\n{LineChanges.Between(plan.RunbookSource, text)}";
        if (Inventory().Value is not { } inventory)
            return "hosts.yaml cannot be read any more; `olupgrade check` says why.";
        var moved = plan
            .Hosts.Where(host => inventory.Find(host.Name) is not { } now || WayTo(now) != WayTo(host))
            .Select(host => host.Name)
            .ToList();
        return moved.Count == 0
            ? null
            : "hosts.yaml was changed since the plan was made: "
                + $"{string.Join(", ", moved)} would be reached another way.";
    }

    private static (string, int, string, string?) WayTo(Hosts.Host host) =>
        (host.Address, host.Port, host.User, host.JumpHost);

    private PlannerAnswer Read(string runbook, Func<Runbook, Inventory, PlannerAnswer> plan)
    {
        if (!Names.Contains(runbook))
            return PlannerAnswer.Refused([
                $"There is no runbook \"{runbook}\". There are: {string.Join(", ", Names)}.",
            ]);
        var inventory = Inventory();
        if (inventory.Value is null)
            return Refused(inventory.Problems);
        var parsed = Runbook(runbook, inventory.Value);
        return parsed.Value is null ? Refused(parsed.Problems) : plan(parsed.Value, inventory.Value);
    }

    private static PlannerAnswer Refused(ImmutableArray<Problem> problems) =>
        PlannerAnswer.Refused([.. problems.Select(problem => problem.ToString())]);
}
