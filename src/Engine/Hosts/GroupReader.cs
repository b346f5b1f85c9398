using System.Collections.Immutable;
using OlUpgrade.Yaml;

namespace OlUpgrade.Hosts;

/// <summary>
/// Reads a group of the inventory with the groups inside it; sees to it that no host stands in two places.
/// </summary>
internal sealed class GroupReader(ProblemList complaints)
{
    private readonly Dictionary<string, Position> _places = [];

    public IEnumerable<WrittenHost> Read(string name, YamlNode node) => Read(name, node, HostVariables.None);

    private IEnumerable<WrittenHost> Read(string name, YamlNode node, HostVariables outer)
    {
        if (IsNothing(node) || YamlForm.Open(node, "a group", InventoryKeys.Group, complaints) is not { } form)
            return [];
        var variables = outer.With(form.Find("vars"), complaints);
        var own = Entries(form, "hosts").Select(entry => HostOf(entry, name, variables)).OfType<WrittenHost>();
        var inner = Entries(form, "children").SelectMany(entry => ChildOf(entry, variables));
        return form.Has("hosts") && form.Has("children") && IsBefore(form.PlaceOf("children"), form.PlaceOf("hosts"))
            ? [.. inner, .. own]
            : [.. own, .. inner];
    }

    private static bool IsBefore(Position one, Position other) =>
        (one.Line, one.Column).CompareTo((other.Line, other.Column)) < 0;

    /// <summary>Ansible lets a host or group without settings stand as a bare <c>name:</c>.</summary>
    private static bool IsNothing(YamlNode node) =>
        node is YamlNode.Scalar { Plain: true } scalar && YamlPlain.Meaning(scalar.Text) == "nothing";

    private IEnumerable<WrittenHost> ChildOf(YamlNode.Entry entry, HostVariables variables)
    {
        if (TextRule.Group.Refusal("group", entry.Key) is { } refusal)
            complaints.Add(entry.At, refusal);
        return Read(entry.Key, entry.Value, variables);
    }

    private WrittenHost? HostOf(YamlNode.Entry entry, string group, HostVariables variables)
    {
        if (TextRule.HostName.Refusal("host", entry.Key) is { } refusal)
            complaints.Add(entry.At, refusal);
        if (!_places.TryAdd(entry.Key, entry.At))
        {
            complaints.Add(
                entry.At,
                $"the host {Quote.Of(entry.Key)} already stands in line {_places[entry.Key].Line}: "
                    + "a host has one group, take one out"
            );
            return null;
        }

        var own = IsNothing(entry.Value) ? variables : variables.With(entry.Value, complaints);
        return new(new HostReader(own, entry, complaints).Read(group), entry.At);
    }

    private ImmutableArray<YamlNode.Entry> Entries(YamlForm form, string key)
    {
        if (form.Find(key) is not { } node || IsNothing(node))
            return [];
        if (node is YamlNode.Mapping mapping)
            return mapping.Entries;
        complaints.Add(node.At, $"`{key}` must be a mapping, each name with a colon after it");
        return [];
    }
}
