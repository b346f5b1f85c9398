using System.Collections.Immutable;
using OlUpgrade.Yaml;

namespace OlUpgrade.Hosts;

/// <summary>
/// The variables that apply to a host: those of its groups, outermost first, and its own; the last wins.
/// </summary>
internal sealed class HostVariables(IEnumerable<YamlNode.Entry> inOrder)
{
    private readonly ImmutableDictionary<string, YamlNode> _last = inOrder.Aggregate(
        ImmutableDictionary<string, YamlNode>.Empty,
        (all, entry) => all.SetItem(entry.Key, entry.Value)
    );

    public YamlNode? Find(string name) => _last.GetValueOrDefault(name);

    /// <summary>
    /// The value under Ansible's old name, such as <c>ansible_ssh_host</c>, which wins wherever it stands, as it does
    /// in Ansible; else that under the new one.
    /// </summary>
    public (string Name, YamlNode? Node) Find(string old, string name) =>
        Find(old) is { } node ? (old, node) : (name, Find(name));
}
