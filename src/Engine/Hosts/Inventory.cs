using System.Collections.Immutable;
using OlUpgrade.Yaml;

namespace OlUpgrade.Hosts;

/// <summary>All hosts that may be upgraded, in the order of the file. Names are unique.</summary>
/// <param name="Digest">The digest of the file's text.</param>
public sealed record Inventory(ImmutableArray<Host> Hosts, Digest Digest)
{
    /// <summary>The variables of Ansible's own in the file that change nothing here, sorted.</summary>
    public ImmutableArray<string> Ignored { get; init; } = [];

    public Host? Find(string name) => Hosts.FirstOrDefault(host => host.Name == name);
}
