using System.Collections.Immutable;
using OlUpgrade.Yaml;

namespace OlUpgrade.Hosts;

/// <summary>
/// Reads the groups of the inventory and the hosts in them. As in Ansible, a name means one group or one host wherever
/// it stands: what several places of the file say of it is put together.
/// </summary>
internal sealed class GroupReader(ProblemList problems)
{
    /// <summary>How often all groups together may name a host.</summary>
    private const int MaxMentions = 10_000;

    private static readonly ImmutableArray<string> Members = ["hosts", "children"];

    private readonly Dictionary<string, WrittenGroup> _groups = [];
    private readonly OrderedDictionary<string, WrittenHost> _hosts = [];
    private readonly VariableReader _variables = new(problems);
    private readonly YamlValues _values = new(problems);
    private bool _isTooLong;
    private int _mentions;

    /// <summary>In the order of the file.</summary>
    public IReadOnlyCollection<WrittenHost> Hosts => _hosts.Values;

    public VariableReader Variables => _variables;

    public WrittenGroup All => GroupOf(InventoryKeys.All);

    public WrittenGroup Ungrouped => GroupOf(InventoryKeys.Ungrouped);

    public WrittenGroup Read(YamlNode.Entry entry)
    {
        if (TextRule.Group.Refusal("group", entry.Key) is { } refusal)
            problems.Add(entry.At, refusal);
        var group = GroupOf(entry.Key);
        var form = IsNull(entry.Value) ? null : YamlForm.Open(entry.Value, "a group", InventoryKeys.Group, problems);
        if (form is null)
            return group;
        ReadVariables(group, form);
        // In the order of the file, which is the order of the hosts.
        foreach (var (key, _) in Sections(form).OrderBy(section => (section.At.Line, section.At.Column)))
        {
            foreach (var inner in Entries(form, key))
            {
                if (key == "hosts")
                    ReadHosts(group, inner);
                else if (!Read(inner).AddTo(group))
                    problems.Add(inner.At, $"the group {Quote.Of(inner.Key)} contains itself: remove it here");
            }
        }

        return group;
    }

    private static IEnumerable<(string Key, Position At)> Sections(YamlForm form) =>
        Members.Where(form.Has).Select(key => (key, form.PlaceOf(key)));

    /// <summary>Ansible accepts a bare <c>name:</c> for a host or group without settings.</summary>
    private static bool IsNull(YamlNode node) =>
        node is YamlNode.Scalar { Plain: true } scalar && YamlPlain.Meaning(scalar.Text) == YamlPlain.Null;

    private WrittenGroup GroupOf(string name)
    {
        if (!_groups.TryGetValue(name, out var group))
            _groups[name] = group = new(name);
        return group;
    }

    private void ReadVariables(WrittenGroup group, YamlForm form)
    {
        if (form.Find("vars") is not { } node || IsNull(node))
            return;
        foreach (var entry in _variables.Read(node))
        {
            if (entry.Key == InventoryKeys.Priority)
                group.Priority = _values.WholeNumber(entry.Value, entry.Key, -1000, 1000) ?? group.Priority;
            else
                group.Variables.Add(entry);
        }
    }

    private void ReadHosts(WrittenGroup group, YamlNode.Entry entry)
    {
        if (_isTooLong)
            return;
        var (names, wrong) = HostRange.IsIn(entry.Key) ? HostRange.Expand(entry.Key) : ([entry.Key], null);
        wrong ??= names
            .Select(name => TextRule.Host.Refusal("host", name))
            .FirstOrDefault(refusal => refusal is not null);
        if (wrong is not null)
            problems.Add(entry.At, wrong);
        var own = IsNull(entry.Value) ? [] : _variables.Read(entry.Value);
        foreach (var name in names)
        {
            if (HostOf(name, entry.At) is not { } host || IsTooOften(entry.At))
                return;
            host.AddTo(group, entry.At);
            host.Variables.AddRange(own);
        }
    }

    private bool IsTooOften(Position at)
    {
        if (++_mentions <= MaxMentions)
            return false;
        problems.Add(at, $"the groups name their hosts more than {MaxMentions:N0} times: the limit is reached here");
        return _isTooLong = true;
    }

    private WrittenHost? HostOf(string name, Position at)
    {
        if (_hosts.TryGetValue(name, out var known))
            return known;
        if (_hosts.Count < HostRange.MaxHosts)
            return _hosts[name] = new(name, at);
        problems.Add(at, $"the inventory has more than {HostRange.MaxHosts:N0} hosts: the limit is reached here");
        _isTooLong = true;
        return null;
    }

    private IEnumerable<YamlNode.Entry> Entries(YamlForm form, string key)
    {
        if (form.Find(key) is not { } node || IsNull(node))
            return [];
        if (node is YamlNode.Mapping mapping)
            return mapping.Entries;
        problems.Add(node.At, $"`{key}` must be a mapping, with a colon after each name");
        return [];
    }
}
