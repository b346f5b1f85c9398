using OlUpgrade.Sandbox.Hosts.Shell;

namespace OlUpgrade.Sandbox.Hosts.Commands;

/// <summary>systemctl, and the other commands for a reboot.</summary>
internal static class SystemctlCommands
{
    private const string Inhibited =
        "Operation inhibited by \"apt\" (PID 812 \"unattended-upgr\", user root), reason is \"upgrading packages\".";

    public static IEnumerable<KeyValuePair<string, SimulatedCommand>> All =>
        [
            new("systemctl", SystemctlAsync),
            new("reboot", (scope, _, _) => Task.FromResult(Reboot(scope))),
            new("shutdown", (scope, words, _) => Task.FromResult(words.Contains("-r") ? Reboot(scope) : 1)),
        ];

    private static async Task<int> SystemctlAsync(
        ShellScope scope,
        IReadOnlyList<string> words,
        CancellationToken cancellation
    )
    {
        var plain = words.Skip(1).Where(word => !word.StartsWith('-')).ToArray();
        switch (plain)
        {
            case ["reboot"]:
                return scope.Host.Faults.Strike(HostFaultKind.RebootRefused) is null
                    ? Reboot(scope)
                    : scope.Fail(1, Inhibited);
            case ["is-active", .. var units]:
                return IsActive(scope, units, words.Contains("-q") || words.Contains("--quiet"));
            case ["daemon-reload"]:
                return 0;
            case ["start" or "stop" or "restart" or "reload", .. var units]:
                await scope.Host.PassAsync(TimeSpan.FromSeconds(1), cancellation);
                return units.Select(unit => Change(scope, plain[0], unit)).Max();
            default:
                return scope.Fail(1, $"Unknown command verb {plain.FirstOrDefault()}.");
        }
    }

    private static int Reboot(ShellScope scope)
    {
        SimulatedReboot.Order(scope.Host, scope.Key, scope.Fence);
        return 0;
    }

    private static int IsActive(ShellScope scope, string[] units, bool isQuiet)
    {
        var code = 0;
        foreach (var unit in units)
        {
            var services = scope.Host.Services;
            var isActive = services.GetValueOrDefault(Bare(unit)) || services.GetValueOrDefault(unit);
            code = isActive ? code : 3;
            if (!isQuiet)
                scope.Output(isActive ? "active\n" : "inactive\n");
        }

        return code;
    }

    private static int Change(ShellScope scope, string verb, string unit)
    {
        var name = scope.Host.Services.ContainsKey(unit) ? unit : Bare(unit);
        lock (scope.Host.Gate)
        {
            if (!scope.Host.Services.ContainsKey(name))
                return scope.Fail(5, $"Failed to {verb} {unit}.service: Unit {unit}.service not found.");
            scope.Host.Services[name] = verb != "stop";
        }

        scope.Note(EffectKind.ServiceChanged, $"{verb} {name}");
        return 0;
    }

    private static string Bare(string unit) =>
        unit.EndsWith(".service", StringComparison.Ordinal) ? unit[..^".service".Length] : unit;
}
