using System.Collections.Immutable;
using OlUpgrade.Yaml;

namespace OlUpgrade.Hosts;

/// <summary>The variables that apply to a host; the innermost definition wins.</summary>
internal sealed class HostVariables
{
    private readonly ImmutableDictionary<string, YamlNode> _nearest;

    private HostVariables(ImmutableDictionary<string, YamlNode> nearest) => _nearest = nearest;

    public static HostVariables None { get; } = new(ImmutableDictionary<string, YamlNode>.Empty);

    public YamlNode? Find(string name) => _nearest.GetValueOrDefault(name);

    /// <summary>These variables, overridden by those of the mapping.</summary>
    public HostVariables With(YamlNode? node, ProblemList problems)
    {
        switch (node)
        {
            case null:
                return this;
            case YamlNode.Mapping mapping:
                foreach (var entry in mapping.Entries)
                    CheckOurs(entry, problems);
                return new(mapping.Entries.Aggregate(_nearest, (all, entry) => all.SetItem(entry.Key, entry.Value)));
            default:
                problems.Add(node.At, "variables must be a mapping, such as {ansible_port: 22}");
                return this;
        }
    }

    private static void CheckOurs(YamlNode.Entry entry, ProblemList problems)
    {
        var ours = entry.Key.StartsWith(InventoryKeys.Ours, StringComparison.Ordinal);
        if (ours && !InventoryKeys.Variables.Contains(entry.Key))
            problems.Add(
                entry.At,
                $"unknown variable `{Quote.Of(entry.Key)}`{Nearest.Hint(entry.Key, InventoryKeys.Variables)}"
            );
    }
}
