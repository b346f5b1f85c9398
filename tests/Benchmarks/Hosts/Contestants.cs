using OlUpgrade.Lab.Fleet;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Benchmarks.Hosts;

/// <summary>
/// The other tools, which do the same work on the same hosts. Each call is a whole run and returns its seconds.
/// </summary>
internal sealed class Contestants(LabFleet fleet, IReadOnlyList<RacedHost> hosts, Course course, TimeProvider time)
{
    private static readonly TimeSpan MaxDuration = TimeSpan.FromMinutes(5);

    private string Config => Path.Combine(fleet.Folder, "ssh_config");

    public static bool HasAnsible { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, "ansible-playbook")));

    /// <summary>A shell loop with one shared connection to each host.</summary>
    public Task<double> LoopAsync()
    {
        var loop = Path.Combine(AppContext.BaseDirectory, "Hosts", "loop.sh");
        string[] what = [Config, $"{course.Commands}", course.Reboots ? "yes" : "no"];
        return RunAsync(
            ["bash", loop, .. what, .. hosts.SelectMany(host => new[] { host.Name, host.Address, host.Unit })],
            []
        );
    }

    public async Task<double> AnsibleAsync(bool pipelining)
    {
        using var folder = new TempFolder();
        return await RunAsync(
            [
                "ansible-playbook",
                "-i",
                folder.Write("hosts.yaml", course.Inventory(hosts)),
                folder.Write("race.yaml", course.Playbook()),
            ],
            new()
            {
                ["ANSIBLE_CONFIG"] = folder.Write("ansible.cfg", ""),
                ["ANSIBLE_SSH_COMMON_ARGS"] = $"-F {Config}",
                ["ANSIBLE_SSH_CONTROL_PATH_DIR"] = folder.File("sockets"),
                ["ANSIBLE_PIPELINING"] = pipelining ? "True" : "False",
                ["ANSIBLE_PYTHON_INTERPRETER"] = "/usr/bin/python3",
            }
        );
    }

    private async Task<double> RunAsync(string[] command, Dictionary<string, string> environment)
    {
        var started = time.GetTimestamp();
        var end = await Tool.RunAsync(
            MaxDuration,
            "nsenter",
            [$"--net={fleet.Network}", "--", .. command],
            environment
        );
        var took = time.GetElapsedTime(started).TotalSeconds;
        end.Good();
        return took;
    }
}
