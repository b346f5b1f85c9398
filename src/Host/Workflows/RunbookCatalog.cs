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
/// The folder with the runbooks and the inventory. The files are read again for each plan; a run keeps its own copy, so
/// an edit never affects a run in progress.
/// </summary>
public sealed class RunbookCatalog(string folder) : IWorkflowFiles
{
    private const string InventoryName = "hosts.yaml";

    /// <summary>The names of all runbooks, without <c>.yaml</c>, sorted.</summary>
    public IReadOnlyList<string> Names =>
        [
            .. Directory
                .EnumerateFiles(folder, "*.yaml")
                .Select(file => Path.GetFileNameWithoutExtension(file))
                .Where(name => name is not "hosts" and not "example")
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>The hosts in <c>hosts.yaml</c>, or its problems.</summary>
    public Parsed<Inventory> Inventory()
    {
        var path = Path.Combine(folder, InventoryName);
        if (!File.Exists(path))
            return Parsed<Inventory>.Bad([
                new Problem(path, 1, 1, "The file does not exist. The inventory belongs here."),
            ]);
        return InsideFolder.ProblemOf(folder, path) is { } problem
            ? Parsed<Inventory>.Bad([new Problem(path, 1, 1, problem)])
            : InventoryFile.Read(path);
    }

    /// <summary>One of the <see cref="Names"/>, checked against the inventory, or its problems.</summary>
    public Parsed<Runbook> Runbook(string name, Inventory inventory)
    {
        var path = Path.Combine(folder, name + ".yaml");
        return InsideFolder.ProblemOf(folder, path) is { } problem
            ? Parsed<Runbook>.Bad([new Problem(path, 1, 1, problem)])
            : RunbookParser.Parse(path, File.ReadAllBytes(path), inventory);
    }

    /// <summary>When the file of one of the <see cref="Names"/> was last changed.</summary>
    public DateTimeOffset WrittenAt(string name) => new(File.GetLastWriteTimeUtc(Path.Combine(folder, name + ".yaml")));

    /// <summary>The plan of a run of this runbook, or the reasons why there is none, as sentences.</summary>
    public PlannerAnswer Plan(string runbook, Facts given, ImmutableArray<string> only) =>
        Read(runbook, (parsed, inventory) => Planner.Make(parsed, inventory, given, only));

    /// <summary>The plan of a run over the hosts that an earlier run left, with the runbook as it is now.</summary>
    /// <param name="runbook">Null for the runbook of the earlier run.</param>
    public PlannerAnswer Continue(Run earlier, string? runbook, Facts given, ImmutableArray<string> only) =>
        Read(runbook ?? earlier.Plan!.Runbook, (parsed, inventory) =>
            Continuation.Plan(earlier, parsed, inventory, given, only)
        );

    /// <summary>
    /// What has changed since the plan was made, as a sentence; null if nothing has. Compares the runbook's text, and
    /// how each host of the plan is reached.
    /// </summary>
    public string? ChangedSince(Plan plan)
    {
        var path = Path.Combine(folder, plan.Runbook + ".yaml");
        if (!File.Exists(path))
            return $"{path} no longer exists.";
        if (InsideFolder.ProblemOf(folder, path) is { } problem)
            return $"{path} can no longer be read. {problem}";
        var text = File.ReadAllText(path);
        if (Digest.Of(text) != plan.RunbookDigest)
            return $"{plan.Runbook}.yaml has changed since the plan was made:\n"
                + LineChanges.Between(plan.RunbookSource, text);
        if (Inventory().Value is not { } inventory)
            return "hosts.yaml can no longer be read; `olupgrade check` says why.";
        var moved = plan
            .Hosts.Where(host => inventory.Find(host.Name) is not { } now || WayTo(now) != WayTo(host))
            .Select(host => host.Name)
            .ToList();
        return moved.Count == 0
            ? null
            : "hosts.yaml has changed since the plan was made: "
                + $"{string.Join(", ", moved)} would be reached another way.";
    }

    private static (string, int, string, string?) WayTo(Hosts.Host host) =>
        (host.Address, host.Port, host.User, host.JumpHost);

    private PlannerAnswer Read(string runbook, Func<Runbook, Inventory, PlannerAnswer> plan)
    {
        if (!Names.Contains(runbook))
            return PlannerAnswer.Refused([
                $"There is no runbook \"{runbook}\". Available: {string.Join(", ", Names)}.",
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
