using OlUpgrade.Sandbox.Hosts.Commands;
using OlUpgrade.Sandbox.Hosts.Shell;
using OlUpgrade.Upgrades;

namespace OlUpgrade.Sandbox.Hosts;

/// <summary>
/// Does on a simulated host what <see cref="KeepScripts"/> do on a real one: keeps a file with name and version for
/// each package that has a newer version, and a tag for each container's image. Keeping is idempotent.
/// </summary>
internal static class SimulatedKeeping
{
    private const string Folder = "/var/backups/olupgrade";

    public static void Teach(SimulatedHost host) =>
        host.Scripts.Add(new(Is, (scope, script, _) => Task.FromResult(Run(scope, script))));

    /// <summary>True for the script of a <c>keep</c> step, but not for scripts that only read what was kept.</summary>
    private static bool Is(string script) => script.Contains(": > \"$kept/list.new\"", StringComparison.Ordinal);

    public static IEnumerable<string> Outlook(SimulatedHost host) =>
        Changing(host)
            .Select(one =>
                $"{(host.GoneFromArchive.Contains(one.Name) ? "lost" : "kept")} "
                + $"{one.Name} {one.Version} {host.Upgrades[one.Name]}"
            );

    private static int Run(ShellScope scope, string script)
    {
        var (host, run) = (scope.Host, scope.Value("run"));
        List<string> list = [];
        if (script.Contains("apt-get", StringComparison.Ordinal))
        {
            var isStrict = script.Contains(PackageLists.Strict, StringComparison.Ordinal);
            if (PackageLists.Update(scope, isStrict) is var code and not 0)
                return code;
        }

        lock (host.Gate)
        {
            if (script.Contains("apt-get", StringComparison.Ordinal))
                list.AddRange(Packages(host, run).ToList());
            if (script.Contains("docker tag", StringComparison.Ordinal))
                list.AddRange(Images(host, run).ToList());
            host.Files[$"{Folder}/{run}/list"] = string.Concat(list.Select(line => line + "\n"));
        }

        scope.Note(EffectKind.FileWritten, $"{Folder}/{run}");
        return 0;
    }

    private static IEnumerable<string> Packages(SimulatedHost host, string run)
    {
        foreach (var (name, version) in Changing(host))
        {
            if (host.GoneFromArchive.Contains(name))
            {
                yield return $"lost package {name}={version} neither in the cache nor in the archive";
                continue;
            }

            // As in real file names, the version's colon is escaped.
            host.Files[
                $"{Folder}/{run}/debs/{name}_{version.Replace(":", "%3a", StringComparison.Ordinal)}_amd64.deb"
            ] = $"{name} {version}";
            yield return $"kept package {name}={version} from the archive";
        }
    }

    private static IEnumerable<string> Images(SimulatedHost host, string run)
    {
        foreach (var container in host.Containers.Values)
        {
            var tag = $"{container.Image.Split(':')[0]}:rollback-{run}";
            if (host.Images.GetValueOrDefault(tag, container.ImageId) != container.ImageId)
                tag = $"{tag}-{container.Name}";
            host.Images[tag] = container.ImageId;
            yield return $"kept image {container.Name} {tag}";
        }
    }

    private static List<(string Name, string Version)> Changing(SimulatedHost host) =>
        [
            .. from newer in host.Offered
            let installed = host.Packages.GetValueOrDefault(newer.Key)
            where installed is not null && installed != newer.Value
            select (newer.Key, installed),
        ];
}
