using OlUpgrade.Sandbox.Hosts.Shell;

namespace OlUpgrade.Sandbox.Hosts.Commands;

/// <summary>
/// The locks of dpkg and of the package lists, which the host's own upgrades may hold. As in reality, dpkg and an
/// update fail at once while they do, and <c>DPkg::Lock::Timeout</c> helps only installs.
/// </summary>
internal static class PackageLocks
{
    private const string Timeout = "DPkg::Lock::Timeout=";

    /// <summary>Who holds them, as one line.</summary>
    public const string Holders = "unattended-upgr 812 /var/lib/dpkg/lock-frontend;apt-get 813 /var/lib/apt/lists/lock";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public static IEnumerable<KeyValuePair<string, SimulatedCommand>> All =>
        [
            new("lslocks", (scope, _, _) => Task.FromResult(List(scope))),
            new("dpkg", (scope, words, _) => Task.FromResult(Dpkg(scope, words))),
        ];

    /// <summary>0 if the lists can be updated, otherwise apt's exit code.</summary>
    public static int OfLists(ShellScope scope) =>
        AreHeld(scope.Host)
            ? scope.Fail(100, "E: Could not get lock /var/lib/apt/lists/lock. It is held by process 813 (apt-get)")
            : 0;

    /// <summary>
    /// 0 as soon as packages can be installed, otherwise apt's exit code after the time that apt waits.
    /// </summary>
    public static async Task<int> OfDpkgAsync(
        ShellScope scope,
        IEnumerable<string> settings,
        CancellationToken cancellation
    )
    {
        var timeout = settings.LastOrDefault(setting => setting.StartsWith(Timeout, StringComparison.Ordinal));
        var left = int.TryParse(timeout?[Timeout.Length..], out var seconds) ? seconds : 0;
        for (; AreHeld(scope.Host); left--)
        {
            if (left <= 0)
                return scope.Fail(
                    100,
                    "E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 812 (unattended-upgr)"
                );
            await scope.Host.PassAsync(Interval, cancellation);
        }

        return 0;
    }

    public static bool AreHeld(SimulatedHost host)
    {
        if (host.Faults.Strike(HostFaultKind.PackagesLocked) is { } fault)
            host.LockPackages(fault.Duration);
        return host.Time.GetUtcNow() < host.PackagesLockedUntil;
    }

    private static int List(ShellScope scope)
    {
        if (AreHeld(scope.Host))
            scope.Output(Holders.Replace(';', '\n') + "\n");
        return 0;
    }

    private static int Dpkg(ShellScope scope, IReadOnlyList<string> words) =>
        words.Contains("--configure") && AreHeld(scope.Host)
            ? scope.Fail(2, "dpkg: error: dpkg frontend lock was locked by another process with pid 812")
            : 0;
}
