using OlUpgrade.Ssh;

namespace OlUpgrade.Sandbox.Hosts.Services;

/// <summary>
/// What the programs answer that the inventory's own commands run, known by a piece of the command; other commands run
/// in the simulated shell. Ends as the product's script does: the exit code is on the last line.
/// </summary>
internal static class SimulatedChecks
{
    private const int LeastMegabytes = 2048;

    /// <summary>The answer; null for a command that none of these is in.</summary>
    public static ShellAnswer? Of(SimulatedHost host, string command) =>
        command switch
        {
            _ when command.Contains("nginx -t", StringComparison.Ordinal) => Nginx(host),
            _ when command.Contains(":7075/", StringComparison.Ordinal) => Replicas(host),
            _ when command.Contains("/status | grep", StringComparison.Ordinal) => HostName(host),
            _ when command.Contains("df --output=avail,target", StringComparison.Ordinal) => Disks(host),
            _ => null,
        };

    public static ShellAnswer Ended(int code, string said) => new(0, $"{said}\n{code}\n", "");

    private static ShellAnswer Nginx(SimulatedHost host)
    {
        var container = host.Containers.Values.FirstOrDefault(one =>
            one.Name.EndsWith("_nginx-1", StringComparison.Ordinal)
        );
        if (container?.IsRunning != true)
            return Ended(1, $"Error response from daemon: container {container?.Name} is not running");
        return host.Troubles.Contains(HostTrouble.NginxConfiguration)
            ? Ended(1, "nginx: configuration file /etc/nginx/nginx.conf test failed")
            : Ended(0, "nginx: configuration file /etc/nginx/nginx.conf test is successful");
    }

    private static ShellAnswer Replicas(SimulatedHost host)
    {
        var away = ((string[])["openlibrary-covers-1", "openlibrary-covers-2"]).FirstOrDefault(name =>
            !SimulatedServices.IsRunning(host, name)
            || (name.EndsWith('2') && host.Troubles.Contains(HostTrouble.CoverReplicaAway))
        );
        return away is null ? Ended(0, "") : Ended(1, $"{away} does not answer");
    }

    private static ShellAnswer HostName(SimulatedHost host)
    {
        var name = $"{host.Name}.us.archive.org";
        var page = SimulatedServices.Get(host, new Uri("http://localhost:8080/status"), to: null);
        return page?.Body.Contains(name, StringComparison.Ordinal) == true ? Ended(0, name) : Ended(1, "");
    }

    private static ShellAnswer Disks(SimulatedHost host) =>
        host.DiskFreeMegabytes >= LeastMegabytes
            ? Ended(0, "")
            : Ended(1, $"{host.DiskFreeMegabytes} MiB are free at /1");
}
