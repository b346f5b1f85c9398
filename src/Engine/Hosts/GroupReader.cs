using System.Collections.Immutable;
using OlUpgrade.Yaml;

namespace OlUpgrade.Hosts;

/// <summary>
/// Reads a group of the inventory and the groups inside it. Rejects a host that appears twice.
/// </summary>
internal sealed class GroupReader(ProblemList problems)
{
    private readonly Dictionary<string, Position> _places = [];

    public IEnumerable<WrittenHost> Read(string name, YamlNode node) => Read(name, node, HostVariables.None);

    private IEnumerable<WrittenHost> Read(string name, YamlNode node, HostVariables inherited)
    {
        if (IsNull(node) || YamlForm.Open(node, "a group", InventoryKeys.Group, problems) is not { } form)
            return [];
        var variables = inherited.With(form.Find("vars"), problems);
        var own = Entries(form, "hosts").Select(entry => HostOf(entry, name, variables)).OfType<WrittenHost>();
        var inner = Entries(form, "children").SelectMany(entry => ChildOf(entry, variables));
        return form.Has("hosts") && form.Has("children") && IsBefore(form.PlaceOf("children"), form.PlaceOf("hosts"))
            ? [.. inner, .. own]
            : [.. own, .. inner];
    }

    private static bool IsBefore(Position one, Position other) =>
        (one.Line, one.Column).CompareTo((other.Line, other.Column)) < 0;

    /// <summary>Ansible accepts a bare <c>name:</c> for a host or group without settings.</summary>
    private static bool IsNull(YamlNode node) =>
        node is YamlNode.Scalar { Plain: true } scalar && YamlPlain.Meaning(scalar.Text) == YamlPlain.Null;

    private IEnumerable<WrittenHost> ChildOf(YamlNode.Entry entry, HostVariables variables)
    {
        if (TextRule.Group.Refusal("group", entry.Key) is { } refusal)
            problems.Add(entry.At, refusal);
        return Read(entry.Key, entry.Value, variables);
    }

    private WrittenHost? HostOf(YamlNode.Entry entry, string group, HostVariables variables)
    {
        if (TextRule.HostName.Refusal("host", entry.Key) is { } refusal)
            problems.Add(entry.At, refusal);
        if (!_places.TryAdd(entry.Key, entry.At))
        {
            problems.Add(
                entry.At,
                $"the host {Quote.Of(entry.Key)} is already on line {_places[entry.Key].Line}: "
                    + "a host has one group, so remove one"
            );
            return null;
        }

        var own = IsNull(entry.Value) ? variables : variables.With(entry.Value, problems);
        return new(
            new HostReader(own, entry, problems).Read(group),
            entry.At,
            own.Find(InventoryKeys.Depends)?.At ?? entry.At
        );
    }

    private ImmutableArray<YamlNode.Entry> Entries(YamlForm form, string key)
    {
        if (form.Find(key) is not { } node || IsNull(node))
            return [];
        if (node is YamlNode.Mapping mapping)
            return mapping.Entries;
        problems.Add(node.At, $"`{key}` must be a mapping, with a colon after each name");
        return [];
    }
}
