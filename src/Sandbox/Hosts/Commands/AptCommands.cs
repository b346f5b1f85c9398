using OlUpgrade.Sandbox.Hosts.Shell;

namespace OlUpgrade.Sandbox.Hosts.Commands;

/// <summary>
/// apt-get and dpkg-query as far as runbooks use them. As in the real ones, <c>install</c> without names does nothing,
/// <c>upgrade</c> upgrades everything that is installed, a downgrade needs <c>--allow-downgrades</c>, and a name with a
/// slash is a file (which contains the name and the version).
/// </summary>
internal static class AptCommands
{
    public static IEnumerable<KeyValuePair<string, SimulatedCommand>> All =>
        [
            new("apt-get", AptAsync),
            new("apt", AptAsync),
            new("dpkg-query", (scope, words, _) => Task.FromResult(Query(scope, words))),
        ];

    private static async Task<int> AptAsync(
        ShellScope scope,
        IReadOnlyList<string> words,
        CancellationToken cancellation
    )
    {
        var (verb, names, options, settings) = Read(words);
        await scope.Host.PassAsync(TimeSpan.FromSeconds(verb == "update" ? 3 : 5), cancellation);
        switch (verb)
        {
            case "update":
                if (PackageLocks.OfLists(scope) is var held and not 0)
                    return held;
                scope.Output("Reading package lists... Done\n");
                return PackageLists.Update(scope, settings.Contains(PackageLists.Strict));
            case "install"
            or "upgrade"
            or "dist-upgrade"
            or "full-upgrade"
                when await PackageLocks.OfDpkgAsync(scope, settings, cancellation) is var locked and not 0:
                return locked;
            case "install":
                return await InstallAsync(scope, names, options, cancellation);
            case "upgrade" or "dist-upgrade" or "full-upgrade":
                var waiting = scope.Host.Offered.Keys.Where(scope.Host.Packages.ContainsKey);
                return await InstallAsync(scope, [.. waiting], options, cancellation);
            case "clean" or "autoclean" or "autoremove" or "check":
                return 0;
            default:
                return scope.Fail(100, $"E: Invalid operation {verb}");
        }
    }

    /// <summary>The verb, the names after it, the options, and the settings: the words after <c>-o</c>.</summary>
    private static (string Verb, List<string> Names, HashSet<string> Options, List<string> Settings) Read(
        IReadOnlyList<string> words
    )
    {
        var names = new List<string>();
        var options = new HashSet<string>();
        var settings = new List<string>();
        for (var at = 1; at < words.Count; at++)
        {
            if (words[at] is "-o" or "-t" or "-c" && at + 1 < words.Count)
                settings.Add(words[++at]);
            else if (words[at].StartsWith('-'))
                options.Add(words[at]);
            else
                names.Add(words[at]);
        }

        return (names.FirstOrDefault() ?? "", [.. names.Skip(1)], options, settings);
    }

    /// <summary>Upgrades everything as a person at the console would; not recorded as an effect of a run.</summary>
    public static void UpgradeAll(SimulatedHost host)
    {
        foreach (var (name, newer) in host.Upgrades.Where(newer => host.Packages.ContainsKey(newer.Key)))
            Put(host, name, newer);
    }

    private static async Task<int> InstallAsync(
        ShellScope scope,
        List<string> names,
        HashSet<string> options,
        CancellationToken cancellation
    )
    {
        var planned = new List<(string Name, string Version)>();
        foreach (var name in names)
        {
            if (Plan(scope, name, options, planned) is var code and not 0)
                return code;
        }

        foreach (var (name, version) in planned)
        {
            await scope.Host.PassAsync(TimeSpan.FromSeconds(2), cancellation);
            Put(scope, name, version);
        }

        scope.Output($"{planned.Count} upgraded, 0 newly installed, 0 to remove and 0 not upgraded.\n");
        return 0;
    }

    private static int Plan(
        ShellScope scope,
        string wanted,
        HashSet<string> options,
        List<(string Name, string Version)> planned
    )
    {
        var host = scope.Host;
        var parts = wanted.Contains('/', StringComparison.Ordinal)
            ? host.Files.GetValueOrDefault(wanted, "").Split(' ', 2)
            : wanted.Split('=', 2);
        var name = parts[0];
        if (name.Length == 0)
            return scope.Fail(100, $"E: Unsupported file {wanted} given on commandline");
        var installed = host.Packages.GetValueOrDefault(name);
        if (installed is null && options.Contains("--only-upgrade"))
        {
            scope.Output($"Skipping {name}, it is not installed and only upgrades are requested.\n");
            return 0;
        }

        var newest = host.Offered.GetValueOrDefault(name, installed ?? "");
        if (newest.Length == 0)
            return scope.Fail(100, $"E: Unable to locate package {name}");
        var version = parts.ElementAtOrDefault(1) ?? newest;
        if (version == installed)
            return 0;
        if (installed is not null && version != newest && !options.Contains("--allow-downgrades"))
            return scope.Fail(100, "E: Packages were downgraded and -y was used without --allow-downgrades.");
        planned.Add((name, version));
        return 0;
    }

    private static void Put(ShellScope scope, string name, string version)
    {
        var before = Put(scope.Host, name, version);
        scope.Note(EffectKind.PackagesChanged, $"{name} {before} → {version}");
        scope.Output($"Setting up {name} ({version}) over ({before}) ...\n");
    }

    /// <summary>Installs one version, and the kernel that it depends on. Returns the version before.</summary>
    public static string Put(SimulatedHost host, string name, string version)
    {
        lock (host.Gate)
        {
            var before = host.Packages.GetValueOrDefault(name, "none");
            host.Packages[name] = version;
            if (SimulatedKernel.Needed(name, version) is { } kernel && !host.Packages.ContainsKey(kernel.Package))
                SimulatedKernel.Add(host, kernel);
            return before;
        }
    }

    private static int Query(ShellScope scope, IReadOnlyList<string> words)
    {
        var format = "${Package}\t${Version}\n";
        var names = new List<string>();
        for (var at = 1; at < words.Count; at++)
        {
            if (words[at] == "-f")
                format = words[++at];
            else if (words[at].StartsWith("-f=", StringComparison.Ordinal))
                format = words[at][3..];
            else if (words[at].StartsWith("--showformat=", StringComparison.Ordinal))
                format = words[at][13..];
            else if (!words[at].StartsWith('-'))
                names.Add(words[at]);
        }

        var code = 0;
        foreach (var name in names.Count > 0 ? names : [.. scope.Host.Packages.Keys])
        {
            if (scope.Host.Packages.TryGetValue(name, out var version))
                scope.Output(Filled(format, name, version));
            else
                code = scope.Fail(1, $"dpkg-query: no packages found matching {name}");
        }

        return code;
    }

    private static string Filled(string format, string name, string version) =>
        format
            .Replace("${Package}", name, StringComparison.Ordinal)
            .Replace("${Version}", version, StringComparison.Ordinal)
            .Replace("\\n", "\n", StringComparison.Ordinal)
            .Replace("\\t", "\t", StringComparison.Ordinal);
}
