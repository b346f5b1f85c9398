using System.Globalization;

namespace OlUpgrade.Lab.Fleet;

/// <summary>
/// A lab of real hosts, created by <c>tests/Lab/lab</c>: each has its own systemd, sshd, address and boot ID, all in a
/// network of their own. It goes down at the end of the test, even if the test's process dies.
/// </summary>
internal sealed class LabFleet : IAsyncDisposable
{
    private static readonly TimeSpan MaxBuild = TimeSpan.FromMinutes(8);
    private static readonly TimeSpan MaxVerb = TimeSpan.FromMinutes(3);
    private static int Created;

    private readonly string _name =
        $"ht{Environment.ProcessId}-{Interlocked.Increment(ref Created).ToString(CultureInfo.InvariantCulture)}";

    private LabFleet(bool hasDocker, IReadOnlyList<string> hosts) => (HasDocker, Hosts) = (hasDocker, hosts);

    public static string Program { get; } = Repository.Path("tests/Lab/lab");

    public bool HasDocker { get; }

    /// <summary>The hosts that are up, in the order of the fleet.</summary>
    public IReadOnlyList<string> Hosts { get; }

    public string Folder { get; private set; } = "";

    public string KeyFile => Path.Combine(Folder, "id_ed25519");

    public string KnownHosts => Path.Combine(Folder, "known_hosts");

    /// <summary>The folder that the hosts see as /srv/shared.</summary>
    public string Shared => Path.Combine(Folder, "shared");

    /// <summary>The file of the lab's network namespace.</summary>
    public string Network { get; private set; } = "";

    /// <summary>The environment that selects this lab.</summary>
    public IReadOnlyDictionary<string, string> Environs => new Dictionary<string, string> { ["OLUPGRADE_LAB"] = _name };

    /// <summary>All eight hosts, with Docker and the containers of their roles.</summary>
    public static Task<LabFleet> WholeAsync() => UpAsync(hasDocker: true, AllHosts);

    /// <summary>Only these hosts.</summary>
    public static async Task<LabFleet> UpAsync(bool hasDocker, params IReadOnlyList<string> hosts)
    {
        await LabMachine.SkipUnlessReadyAsync();
        var fleet = new LabFleet(hasDocker, hosts);
        try
        {
            string[] docker = hasDocker ? [] : ["--no-docker"];
            await fleet.GoodAsync(MaxBuild, ["up", "--owner", $"{Environment.ProcessId}", .. docker, .. hosts]);
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

    public Task BreakAsync(string host, params string[] fault) => GoodAsync(MaxVerb, ["break", host, .. fault]);

    public Task MendAsync(string host, params string[] fault) => GoodAsync(MaxVerb, ["mend", host, .. fault]);

    /// <summary>Powers on a host that is off, and waits until it accepts logins.</summary>
    public async Task StartAsync(string host)
    {
        await GoodAsync(MaxVerb, ["start", host]);
        await Eventually.True($"{host} up", async () => (await VerbAsync(MaxVerb, ["ssh", host, "true"])).Code == 0);
    }

    /// <summary>Adds a version of a package to the archive of all hosts.</summary>
    public Task PublishAsync(string package, string version, params string[] options) =>
        GoodAsync(MaxVerb, ["publish", package, version, .. options]);

    public Task WithdrawAsync(string package, string version) => GoodAsync(MaxVerb, ["withdraw", package, version]);

    /// <summary>Adds a newer docker.io, which really installs and restarts the daemon.</summary>
    public Task PublishDockerAsync() => GoodAsync(MaxVerb, ["publish-docker"]);

    /// <summary>Runs a script on a host over OpenSSH as root, independently of the product.</summary>
    public Task<string> SshAsync(string host, string script) => GoodAsync(MaxVerb, ["ssh", host, script]);

    /// <summary>Runs a script on a host without its network.</summary>
    public Task<string> ExecAsync(string host, string script) => GoodAsync(MaxVerb, ["exec", host, "sh", "-c", script]);

    /// <summary>The same, but the host may be off and the script may fail.</summary>
    public Task<ToolEnd> TryExecAsync(string host, string script) =>
        VerbAsync(MaxVerb, ["exec", host, "sh", "-c", script]);

    /// <summary>The lab's inventory for the product.</summary>
    public Task<string> InventoryAsync() =>
        GoodAsync(MaxVerb, HasDocker ? ["inventory"] : ["inventory", "--no-docker"]);

    /// <summary>The power events of a host, oldest first.</summary>
    public async Task<IReadOnlyList<PowerEvent>> EventsAsync(string host) =>
        [
            .. (await GoodAsync(MaxVerb, ["events", host]))
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(PowerEvent.Parse),
        ];

    public async Task<HostFacts> FactsAsync(string host) => HostFacts.Parse(await SshAsync(host, HostFacts.Question));

    public async ValueTask DisposeAsync() => (await VerbAsync(MaxVerb, ["down"])).Good();

    private async Task<string> LineAsync(string verb) => (await GoodAsync(MaxVerb, [verb])).Trim();

    private async Task<string> GoodAsync(TimeSpan limit, IEnumerable<string> arguments) =>
        (await VerbAsync(limit, arguments)).Good();

    private Task<ToolEnd> VerbAsync(TimeSpan limit, IEnumerable<string> arguments) =>
        Tool.RunAsync(limit, Program, arguments, Environs);
}
