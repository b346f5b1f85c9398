using OlUpgrade.Sandbox.Hosts;
using OlUpgrade.Sandbox.Hosts.Services;

namespace OlUpgrade.Simulation;

/// <summary>
/// Every way in which each step of the operators' runbook can fail with no retry left on a simulated host, or become
/// unknown. Each fault strikes as soon as the step's intent is in the journal.
/// </summary>
internal static class StepFailures
{
    private const string Capture = "note what runs now";
    private const string Preflight = "see that nothing stands in the way";
    private const string Keep = "keep what runs now";
    private const string Upgrade = "upgrade packages";
    private const string Reboot = "reboot";
    private const string Containers = "bring containers up";
    private const string Health = "check health";

    /// <summary>More often than any retry rule of the runbook tries.</summary>
    private const int Often = 40;

    /// <summary>Longer than any step may take, and longer than people take to react.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromHours(3);

    public static IReadOnlyList<string> Steps { get; } =
    [Capture, Preflight, Keep, Upgrade, Reboot, Containers, Health];

    /// <summary>The failures of one step by their names.</summary>
    public static IReadOnlyDictionary<string, Action<SimulatedHost>> Of(string step) =>
        new SortedDictionary<string, Action<SimulatedHost>>(
            Kinds(step)
                .ToDictionary(kind => $"{kind}", Strike)
                .Concat(States(step))
                .ToDictionary(one => one.Key, one => one.Value),
            StringComparer.Ordinal
        );

    private static IEnumerable<HostFaultKind> Kinds(string step) =>
        step switch
        {
            Capture or Preflight or Health => Connection,
            Containers => Connection,
            Keep => [.. Connection, .. Command],
            Upgrade => [.. Connection, .. Command, HostFaultKind.LateExitCode],
            _ => [.. Connection, .. Ledger, HostFaultKind.DiskFull, .. Boot],
        };

    private static HostFaultKind[] Connection =>
        [HostFaultKind.Unreachable, HostFaultKind.HostKeyChanged, HostFaultKind.AccessRefused];

    private static HostFaultKind[] Ledger =>
        [HostFaultKind.LedgerLost, HostFaultKind.LedgerReplaced, HostFaultKind.LedgerOlder];

    private static HostFaultKind[] Command =>
        [.. Ledger, HostFaultKind.ExitCode, HostFaultKind.DiskFull, HostFaultKind.SlowCommand, HostFaultKind.StartLost];

    private static HostFaultKind[] Boot =>
        [
            HostFaultKind.RebootIgnored,
            HostFaultKind.NeverBack,
            HostFaultKind.OldKernel,
            HostFaultKind.Flaps,
            HostFaultKind.SlowShutdown,
            HostFaultKind.SlowBoot,
            HostFaultKind.LoginsClosed,
            HostFaultKind.BootIdGarbled,
            HostFaultKind.BootIdEmpty,
        ];

    private static Action<SimulatedHost> Strike(HostFaultKind kind) =>
        host =>
            host.Faults.Inject(
                new HostFault(
                    kind,
                    // One fault keeps the host unreachable for the whole duration; a reboot and a ledger go wrong once.
                    Times: kind is HostFaultKind.Unreachable
                    || Boot.Except([HostFaultKind.BootIdGarbled, HostFaultKind.BootIdEmpty]).Contains(kind)
                    || Ledger.Contains(kind)
                        ? 1
                        : Often,
                    Duration: kind is HostFaultKind.Flaps ? TimeSpan.FromSeconds(30) : Long,
                    Number: 100
                )
            );

    private static Dictionary<string, Action<SimulatedHost>> States(string step) =>
        step switch
        {
            Preflight => new()
            {
                ["a patch that nobody committed"] = host => host.ChangedCheckouts.Add("/opt/openlibrary"),
            },
            Containers => new() { ["a container that restarts in a loop"] = host => Put(host, "restarting") },
            Health => new()
            {
                ["a container that has ended"] = host => Put(host, "exited"),
                ["a clock that is off"] = host => host.Troubles.Add(HostTrouble.ClockUnsynchronised),
                ["a service that is down"] = host => host.Services[host.Services.Keys.First()] = false,
            },
            _ => [],
        };

    private static void Put(SimulatedHost host, string state)
    {
        var first = host.Containers.Values.First();
        host.Containers[first.Name] = first with { State = state, Restarts = 7 };
    }
}
