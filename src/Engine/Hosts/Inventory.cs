using System.Collections.Immutable;
using OlUpgrade.Yaml;

namespace OlUpgrade.Hosts;

/// <summary>Every host that may be upgraded, in the order of the file. Names are unique.</summary>
/// <param name="Digest">Of the file's text.</param>
public sealed record Inventory(ImmutableArray<Host> Hosts, Digest Digest)
{
    public Host? Find(string name) => Hosts.FirstOrDefault(host => host.Name == name);
}
