using System.Globalization;

namespace OlUpgrade.Lab.Fleet;

/// <summary>
/// A lab of real hosts, as <c>tests/Lab/lab</c> makes it: each with its own systemd, sshd, address and boot ID, all in
/// a network of their own. It goes down with the test, and by itself when the test's process dies.
/// </summary>
internal sealed class LabFleet : IAsyncDisposable
{
    private static readonly TimeSpan Building = TimeSpan.FromMinutes(8);
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(60);
    private static int Made;

    private readonly string _name =
        $"ht{Environment.ProcessId}-{Interlocked.Increment(ref Made).ToString(CultureInfo.InvariantCulture)}";

    private LabFleet(bool hasDocker, IReadOnlyList<string> hosts) => (HasDocker, Hosts) = (hasDocker, hosts);

    public static string Program { get; } = Repository.Path("tests/Lab/lab");

    public bool HasDocker { get; }

    /// <summary>The hosts that are up, in the order of the fleet.</summary>
    public IReadOnlyList<string> Hosts { get; }

    public string Folder { get; private set; } = "";

    public string KeyFile => Path.Combine(Folder, "id_ed25519");

    public string KnownHosts => Path.Combine(Folder, "known_hosts");

    /// <summary>What the hosts see as /srv/shared.</summary>
    public string Shared => Path.Combine(Folder, "shared");

    /// <summary>The file that stands for the lab's network.</summary>
    public string Network { get; private set; } = "";

    /// <summary>What the verbs are told by: which lab is meant.</summary>
    public IReadOnlyDictionary<string, string> Environs => new Dictionary<string, string> { ["OLUPGRADE_LAB"] = _name };

    /// <summary>All eight hosts, with Docker and the containers of their roles.</summary>
    public static Task<LabFleet> WholeAsync() => UpAsync(hasDocker: true, AllHosts);

    /// <summary>These hosts alone.</summary>
    public static async Task<LabFleet> UpAsync(bool hasDocker, params IReadOnlyList<string> hosts)
    {
        await LabMachine.SkipUnlessReadyAsync();
        var fleet = new LabFleet(hasDocker, hosts);
        try
        {
            string[] docker = hasDocker ? [] : ["--no-docker"];
            await fleet.GoodAsync(Building, ["up", "--owner", $"{Environment.ProcessId}", .. docker, .. hosts]);
            (fleet.Folder, fleet.Network) = (await fleet.LineAsync("where"), await fleet.LineAsync("netns"));
            return fleet;
        }
        catch
        {
            await fleet.DisposeAsync();
            throw;
        }
    }

    public static IReadOnlyList<string> AllHosts { get; } =
    ["ol-dev", "ol-web1", "ol-web2", "ol-solr1", "ol-solr2", "ol-covers", "ol-home", "ol-www0"];

    public Task BreakAsync(string host, params string[] fault) => GoodAsync(Short, ["break", host, .. fault]);

    public Task MendAsync(string host, params string[] fault) => GoodAsync(Short, ["mend", host, .. fault]);

    /// <summary>Switches on a host that is off, and waits until it lets people in.</summary>
    public async Task StartAsync(string host)
    {
        await GoodAsync(Short, ["start", host]);
        await Eventually.True($"{host} up", async () => (await VerbAsync(Short, ["ssh", host, "true"])).Code == 0);
    }

    /// <summary>Puts a version of a package into the archive that all hosts see.</summary>
    public Task PublishAsync(string package, string version, params string[] options) =>
        GoodAsync(Short, ["publish", package, version, .. options]);

    public Task WithdrawAsync(string package, string version) => GoodAsync(Short, ["withdraw", package, version]);

    /// <summary>A newer docker.io, which really installs and restarts the daemon.</summary>
    public Task PublishDockerAsync() => GoodAsync(Short, ["publish-docker"]);

    /// <summary>Asks a host by OpenSSH, as root: the separate eye, which is not the product's.</summary>
    public Task<string> SshAsync(string host, string script) => GoodAsync(Short, ["ssh", host, script]);

    /// <summary>Asks a host without its network.</summary>
    public Task<string> ExecAsync(string host, string script) => GoodAsync(Short, ["exec", host, "sh", "-c", script]);

    /// <summary>The same, of a host that may be off or a command that may fail.</summary>
    public Task<ToolEnd> TryExecAsync(string host, string script) =>
        VerbAsync(Short, ["exec", host, "sh", "-c", script]);

    /// <summary>The inventory of the lab as the product reads it.</summary>
    public Task<string> InventoryAsync() => GoodAsync(Short, HasDocker ? ["inventory"] : ["inventory", "--no-docker"]);

    /// <summary>What the power supply of a host noted, oldest first.</summary>
    public async Task<IReadOnlyList<PowerEvent>> EventsAsync(string host) =>
        [
            .. (await GoodAsync(Short, ["events", host]))
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(PowerEvent.Parse),
        ];

    public async Task<HostFacts> FactsAsync(string host) => HostFacts.Parse(await SshAsync(host, HostFacts.Question));

    public async ValueTask DisposeAsync() => (await VerbAsync(Short, ["down"])).Good();

    private async Task<string> LineAsync(string verb) => (await GoodAsync(Short, [verb])).Trim();

    private async Task<string> GoodAsync(TimeSpan limit, IEnumerable<string> arguments) =>
        (await VerbAsync(limit, arguments)).Good();

    private Task<ToolEnd> VerbAsync(TimeSpan limit, IEnumerable<string> arguments) =>
        Tool.RunAsync(limit, Program, arguments, Environs);
}
