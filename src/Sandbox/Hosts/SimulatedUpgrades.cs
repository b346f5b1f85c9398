using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OlUpgrade.Packages;
using OlUpgrade.Sandbox.Hosts.Commands;
using OlUpgrade.Sandbox.Hosts.Shell;
using OlUpgrade.Ssh;

namespace OlUpgrade.Sandbox.Hosts;

/// <summary>
/// Does on a simulated host what <see cref="AptScripts"/> do on a real one, in apt's own output. What is installed
/// depends on the lists that were downloaded, not on what the archive has by now.
/// </summary>
internal static class SimulatedUpgrades
{
    private const string Away =
        "E: Failed to fetch http://deb.debian.org/debian/dists/bookworm/InRelease  Could not connect\n";

    private static readonly TimeSpan LockInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PackageTime = TimeSpan.FromSeconds(2);

    public static void Teach(SimulatedHost host)
    {
        Answer(host, AptScripts.Read, (it, values) => Report(it, values, it.Upgrades, asksArchive: true, ""));
        Answer(host, AptScripts.Download, Download);
        Answer(host, AptScripts.Again, (it, values) =>
            it.Downloaded.TryGetValue(values["run"], out var offered)
                ? Report(it, values, offered, asksArchive: false, "")
                : new ShellAnswer(4, "", "what was downloaded is gone")
        );
        Answer(host, AptScripts.Installed, (it, _) => new ShellAnswer(0, Installed(it), ""));
        host.Scripts.Add(new(text => text == AptScripts.Install, (scope, _, stop) => InstallAsync(scope, stop)));
        host.Scripts.Add(new(text => text == AptScripts.Revert, (scope, _, stop) => RevertAsync(scope, stop)));
        host.Scripts.Add(
            new(text => text == AptScripts.RevertAfterReboot, (scope, _, stop) => RemoveRestAsync(scope, stop))
        );
    }

    private static void Answer(SimulatedHost host, string script, Func<SimulatedHost, Facts, ShellAnswer> answer) =>
        host.Questions.Add(new(text => text == script, answer));

    private static ShellAnswer Download(SimulatedHost host, Facts values)
    {
        var sums = string.Concat(Changes(host, values, host.Upgrades).Select(one => $"{Hash(one.File)}  {one.File}\n"));
        var answer = Report(host, values, host.Upgrades, asksArchive: true, $"== sums\n{sums}");
        if (answer.ExitCode == 0)
            host.Downloaded[values["run"]] = new(host.Upgrades, StringComparer.Ordinal);
        return answer;
    }

    private static ShellAnswer Report(
        SimulatedHost host,
        Facts values,
        SortedDictionary<string, string> offered,
        bool asksArchive,
        string more
    )
    {
        if (asksArchive && host.Faults.Strike(HostFaultKind.ArchiveAway) is not null)
            return new ShellAnswer(100, "", Away);
        lock (host.Gate)
        {
            var changes = Changes(host, values, offered).ToList();
            var left = values["leave"].Split(' ').Where(name => IsNewer(host, offered, name)).ToList();
            var text = new StringBuilder();
            text.Append("== architecture\namd64\n== planned\n");
            foreach (var (name, from, to, _) in changes)
                text.Append($"Inst {name}{(from is null ? "" : $" [{from}]")} ({to} Debian:12/stable [amd64])\n");
            text.Append("== held\n== newest\n");
            foreach (var name in left)
                text.Append($"{name}:\n  Installed: {host.Packages[name]}\n  Candidate: {offered[name]}\n");
            text.Append("== files\n");
            foreach (var one in changes)
                text.Append($"{one.File} 1000 SHA256:{Hash(one.File)}\n");
            text.Append(more);
            text.Append("== lost\n");
            foreach (var (name, from, to, _) in changes.Where(one => host.GoneFromArchive.Contains(one.Name)))
                text.Append($"{name} {from} {to}\n");
            return new ShellAnswer(0, text.ToString(), "");
        }
    }

    private static IEnumerable<(string Name, string? From, string To, string File)> Changes(
        SimulatedHost host,
        Facts values,
        SortedDictionary<string, string> offered
    )
    {
        var (wanted, left) = (values["packages"], values["leave"].Split(' '));
        var named = wanted is "all" or "security" ? offered.Keys : wanted.Split(' ').AsEnumerable();
        foreach (var name in named.Where(name => !left.Contains(name) && IsNewer(host, offered, name)))
        {
            yield return (name, host.Packages[name], offered[name], FileOf(name, offered[name]));
            if (SimulatedKernel.Needed(name, offered[name]) is { } kernel && !host.Packages.ContainsKey(kernel.Package))
                yield return (kernel.Package, null, "1", FileOf(kernel.Package, "1"));
        }
    }

    private static bool IsNewer(SimulatedHost host, SortedDictionary<string, string> offered, string name) =>
        host.Packages.TryGetValue(name, out var installed)
        && offered.TryGetValue(name, out var newest)
        && newest != installed;

    private static string FileOf(string name, string version) =>
        $"{name}_{version.Replace(":", "%3a", StringComparison.Ordinal)}_amd64.deb";

    private static string Hash(string file) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(file)));

    private static string Installed(SimulatedHost host)
    {
        lock (host.Gate)
            return "architecture amd64\n"
                + string.Concat(host.Packages.Select(one => $"package installed {one.Key} {one.Value}\n"));
    }

    private static async Task<int> InstallAsync(ShellScope scope, CancellationToken stop)
    {
        if (await UnlockedAsync(scope, stop) is var code and not 0)
            return code;
        if (!scope.Host.Downloaded.TryGetValue(scope.Value("run"), out var offered))
            return scope.Fail(4, "what was downloaded is gone");
        foreach (var (name, before, version, _) in Changes(scope.Host, Values(scope), offered).ToList())
        {
            await scope.Host.PassAsync(PackageTime, stop);
            if (scope.Host.Packages.GetValueOrDefault(name) == version)
                continue;
            AptCommands.Put(scope.Host, name, version);
            scope.Note(EffectKind.PackagesChanged, $"{name} {before ?? "none"} → {version}");
            scope.Output($"Setting up {name} ({version}) ...\n");
        }

        return 0;
    }

    private static async Task<int> RevertAsync(ShellScope scope, CancellationToken stop)
    {
        if (await UnlockedAsync(scope, stop) is var code and not 0)
            return code;
        var host = scope.Host;
        var start = $"/var/backups/olupgrade/{scope.Value("run")}/debs/";
        foreach (var kept in host.Files.Where(file => file.Key.StartsWith(start, StringComparison.Ordinal)).ToList())
        {
            var (name, version) = kept.Value.Split(' ') is [var word, var rest] ? (word, rest) : ("", "");
            if (host.Packages.GetValueOrDefault(name) == version)
                continue;
            await host.PassAsync(PackageTime, stop);
            scope.Note(EffectKind.PackagesChanged, $"{name} {AptCommands.Put(host, name, version)} → {version}");
        }

        if (await RemoveAsync(scope, stop) is not null)
            host.KernelSetToBoot = scope.Value("kernel");
        return 0;
    }

    private static async Task<int> RemoveRestAsync(ShellScope scope, CancellationToken stop)
    {
        if (await RemoveAsync(scope, stop) is { } stays)
            return scope.Fail(5, $"still running, and so not removed: {stays}");
        scope.Host.KernelSetToBoot = null;
        return 0;
    }

    /// <summary>Removes what was added; returns the package of the running kernel, which stays.</summary>
    private static async Task<string?> RemoveAsync(ShellScope scope, CancellationToken stop)
    {
        var host = scope.Host;
        string? stays = null;
        foreach (var name in scope.Value("added").Split(' ').Where(host.Packages.ContainsKey))
        {
            await host.PassAsync(PackageTime, stop);
            if (SimulatedKernel.In(name) is { } kernel && kernel.Version == host.RunningKernel)
            {
                stays = name;
                continue;
            }

            lock (host.Gate)
            {
                if (SimulatedKernel.In(name) is { } other)
                    SimulatedKernel.Remove(host, other);
                else
                    host.Packages.Remove(name);
            }

            scope.Note(EffectKind.PackagesChanged, $"{name} removed");
        }

        return stays;
    }

    private static async Task<int> UnlockedAsync(ShellScope scope, CancellationToken stop)
    {
        var left = int.Parse(scope.Value("lock_wait"), CultureInfo.InvariantCulture);
        if (PackageLocks.AreHeld(scope.Host))
            scope.Output($"waiting for the locks that are held by {PackageLocks.Holders}\n");
        for (; PackageLocks.AreHeld(scope.Host); left -= (int)LockInterval.TotalSeconds)
        {
            if (left <= 0)
                return scope.Fail(
                    6,
                    $"the locks of apt and dpkg are still held after {scope.Value("lock_wait")} s "
                        + $"by {PackageLocks.Holders}"
                );
            await scope.Host.PassAsync(LockInterval, stop);
        }

        return 0;
    }

    private static Facts Values(ShellScope scope) =>
        Facts
            .Empty.Add("run", scope.Value("run"))
            .Add("packages", scope.Value("packages"))
            .Add("leave", scope.Value("leave"));
}
