using OlUpgrade.Hosts;
using Host = OlUpgrade.Hosts.Host;

namespace OlUpgrade.Sandbox.Hosts;

/// <summary>
/// The simulated hosts of an inventory. Each has the containers and units that the inventory expects, all running, and
/// the same few packages, with newer versions and a newer kernel available.
/// </summary>
public sealed class SimulatedFleet
{
    private const string Image = "openlibrary/olbase:latest";
    private const string ImageId = "sha256:0";

    private static readonly (string Name, string Installed, string Newer)[] Packages =
    [
        ("linux-image-amd64", "6.1.0-30", "6.1.0-31"),
        ("nginx", "1.22.1-9", "1.22.1-9+deb12u1"),
        ("openssh-server", "1:9.2p1-2", "1:9.2p1-2+deb12u5"),
        ("openssl", "3.0.15-1", "3.0.16-1"),
    ];

    private readonly SortedDictionary<string, SimulatedHost> _hosts = new(StringComparer.Ordinal);

    public SimulatedFleet(IReadOnlyCollection<Host> hosts, TimeProvider time)
    {
        foreach (var host in hosts)
            _hosts.Add(host.Name, Make(host, time));
        foreach (var host in hosts)
        {
            foreach (var other in host.Depends)
                Find(other)?.Dependents.Add(_hosts[host.Name]);
        }
    }

    public EffectLog Effects { get; } = new();

    public IReadOnlyCollection<SimulatedHost> Hosts => _hosts.Values;

    public SimulatedHost this[string name] => _hosts[name];

    public SimulatedHost? Find(string name) => _hosts.GetValueOrDefault(name);

    private SimulatedHost Make(Host host, TimeProvider time)
    {
        var made = new SimulatedHost(host.Name, time, Effects);
        foreach (var (name, installed, newer) in Packages)
        {
            made.Packages[name] = installed;
            made.Upgrades[name] = newer;
        }

        made.Packages[new SimulatedKernel(made.RunningKernel).Package] = "1";
        foreach (var name in host.Containers)
            made.Containers[name] = new(name, Image, ImageId, "running", 0);
        foreach (var unit in host.Health.Concat(host.Preflight).OfType<HealthQuestion.Unit>())
            made.Services[unit.Name] = true;
        made.Images[Image] = ImageId;
        return made;
    }
}
