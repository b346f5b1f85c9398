using System.Collections.Immutable;
using System.Text;
using OlUpgrade.Hosts;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Sandbox.Drill;
using OlUpgrade.Sandbox.Hosts;

namespace OlUpgrade.Simulation.WayBack;

/// <summary>
/// Makes a runbook from a seed: one to four hosts, stages and limits, and steps of every kind that authors write. Each
/// thing is changed at most once, with or without an undo. The first step captures every fact that shows a change
/// without undo, and some others, because a rollback can compare only facts that were captured.
/// </summary>
internal sealed class RandomRunbook
{
    private static readonly string[] FactNames =
    [
        "packages",
        "kernel",
        "versions",
        "containers",
        "images",
        "commits",
        "revision",
        "compose",
    ];

    private static readonly HostFaultKind[] Faults =
    [
        HostFaultKind.ExitCode,
        HostFaultKind.LateExitCode,
        HostFaultKind.FollowLost,
        HostFaultKind.StartAnswerLost,
        HostFaultKind.StartCut,
        HostFaultKind.StartLost,
        HostFaultKind.NeverBack,
        HostFaultKind.RebootIgnored,
        HostFaultKind.ServiceDown,
        HostFaultKind.ContainerRestarting,
        HostFaultKind.DiskFull,
    ];

    private readonly Random _chance;
    private readonly bool _isBroken;

    /// <summary>Makes the runbook of a seed.</summary>
    /// <param name="isBroken">True if one undo reports success but does nothing.</param>
    public RandomRunbook(int seed, bool isBroken = false)
    {
        // The seed is the only source of chance: the same seed makes the same runbook and the same story.
        (_chance, _isBroken, Seed) = (new Random(seed), isBroken, seed);
        Hosts = [.. Enumerable.Range(1, _chance.Next(1, 5)).Select(number => $"ol-{number}")];
        Steps = Written();
        Text = Runbook();
        Plan = Planned();
    }

    public int Seed { get; }

    public ImmutableArray<string> Hosts { get; }

    public ImmutableArray<RandomStep> Steps { get; }

    public string Text { get; }

    public Plan Plan { get; }

    /// <summary>
    /// The scenario of this runbook, with up to two faults on its hosts and no rollback.
    /// </summary>
    public Scenario Scenario()
    {
        var faults = Enumerable
            .Range(0, _chance.Next(3))
            .Select(_ => (Host: Hosts[_chance.Next(Hosts.Length)], Fault: Fault()))
            .ToList();
        return OlUpgrade.Sandbox.Drill.Scenario.Undisturbed(Plan) with
        {
            Arm = world => faults.ForEach(fault => world.Fleet[fault.Host].Faults.Inject(fault.Fault)),
        };
    }

    /// <summary>A random entry of a journal, from 1.</summary>
    public int Prefix(int entries) => _chance.Next(1, entries + 1);

    private HostFault Fault() =>
        new(
            Faults[_chance.Next(Faults.Length)],
            Times: _chance.Next(1, 3),
            After: _chance.Next(5),
            Duration: TimeSpan.FromSeconds(_chance.Next(1, 300))
        );

    private ImmutableArray<RandomStep> Written()
    {
        var changes = Shuffled(RandomChange.All)[.._chance.Next(1, RandomChange.All.Length + 1)];
        var steps = changes.Select(Changing).Concat(Others()).ToList();
        var unbacked = steps.Where(step => !step.HasUndo).SelectMany(step => step.Change!.Facts);
        var noted = Shuffled([.. FactNames])[.._chance.Next(1, FactNames.Length + 1)]
            .Union(unbacked)
            .Order(StringComparer.Ordinal);
        return
        [
            new("note what runs now", $"capture: [{string.Join(", ", noted)}]"),
            .. Shuffled([.. steps]),
            new("check health", "health: {timeout: 5m, times: 2}"),
        ];
    }

    private RandomStep Changing(RandomChange change, int at)
    {
        if (_isBroken && at == 0)
            return RandomStep.Changing(change, "exit 0", isIrreversible: false);
        return RandomStep.Changing(change, _chance.Next(3) > 0 ? change.Undo : null, _chance.Next(2) == 0);
    }

    private IEnumerable<RandomStep> Others()
    {
        RandomStep[] others =
        [
            new("reboot", "reboot: {timeout: 10m, soak: 10s, undo: reboot}"),
            new("bring containers up", "containers: up"),
            new("keep what runs now", "keep: [packages, images]"),
            new("let it rest", "wait: 1m"),
            new("note it once more", "capture: [packages, containers]"),
            new("see that nothing stands in the way", "preflight: clear"),
            new("say something", "run: echo well, timeout: 1m, undo: exit 0"),
        ];
        return others.Where(_ => _chance.Next(2) == 0);
    }

    private ImmutableArray<T> Shuffled<T>(ImmutableArray<T> all) => [.. all.OrderBy(_ => _chance.Next())];

    private string Runbook()
    {
        var text = new StringBuilder(
            """
            runbook: random
            title: Made from a seed
            issue: {repository: internetarchive/openlibrary, labels: []}
            approval: {channel: "#openlibrary", reaction: "+1", needs: 1, remind: 30m, expires: 8h}
            stages:

            """
        );
        text.AppendLine($"  - {{stage: canary, hosts: [{Hosts[0]}]}}");
        if (Hosts.Length > 1)
            text.AppendLine(
                $"  - {{stage: rest, hosts: [{string.Join(", ", Hosts.Skip(1))}], "
                    + $"limit: {_chance.Next(1, Hosts.Length)}}}"
            );
        text.AppendLine("steps:");
        foreach (var step in Steps)
            text.AppendLine($"  - {{step: {step.Name}, {step.Yaml}}}");
        return text.ToString();
    }

    private Plan Planned()
    {
        var inventory = InventoryParser.Parse("hosts.yaml", Encoding.UTF8.GetBytes(Inventory()));
        var runbook = RunbookParser.Parse("random.yaml", Encoding.UTF8.GetBytes(Text), inventory.Value!);
        Assert.True(runbook.Value is not null, $"{string.Join('\n', runbook.Problems)}\n{Text}");
        return Planner.Make(runbook.Value, inventory.Value!, Facts.Empty, []).Plan!;
    }

    private string Inventory() =>
        $$"""
            all:
              vars:
                ansible_user: ol
                olupgrade_revision: http://localhost:8080/status
                olupgrade_containers: [openlibrary-web-1, openlibrary-cron-1]
                olupgrade_bring_up: docker compose up --no-deps -d
                olupgrade_health: [containers, {unit: docker}]
                olupgrade_preflight: [{unit: docker}]
              children:
                web:
                  hosts:
            {{string.Join('\n', Hosts.Select(host => $"        {host}: {{}}"))}}
            """;
}
