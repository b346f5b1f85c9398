using System.Collections.Immutable;
using OlUpgrade.Yaml;

namespace OlUpgrade.Hosts;

/// <summary>The variables that hold for a host, the nearest ones winning.</summary>
internal sealed class HostVariables
{
    private readonly ImmutableDictionary<string, YamlNode> _nearest;

    private HostVariables(ImmutableDictionary<string, YamlNode> nearest) => this._nearest = nearest;

    public static HostVariables None { get; } = new(ImmutableDictionary<string, YamlNode>.Empty);

    public YamlNode? Find(string name) => _nearest.GetValueOrDefault(name);

    /// <summary>These, overridden by the nearer ones of the mapping.</summary>
    public HostVariables With(YamlNode? node, ProblemList complaints)
    {
        switch (node)
        {
            case null:
                return this;
            case YamlNode.Mapping mapping:
                foreach (var entry in mapping.Entries)
                    CheckOurs(entry, complaints);
                return new(mapping.Entries.Aggregate(_nearest, (all, entry) => all.SetItem(entry.Key, entry.Value)));
            default:
                complaints.Add(node.At, "variables must be a mapping, such as {ansible_port: 22}");
                return this;
        }
    }

    private static void CheckOurs(YamlNode.Entry entry, ProblemList complaints)
    {
        var ours = entry.Key.StartsWith(InventoryKeys.Ours, StringComparison.Ordinal);
        if (ours && !InventoryKeys.Variables.Contains(entry.Key))
            complaints.Add(
                entry.At,
                $"unknown variable `{Quote.Of(entry.Key)}`{Nearest.Hint(entry.Key, InventoryKeys.Variables)}"
            );
    }
}
