using System.Collections.Immutable;
using OlUpgrade.Yaml;

namespace OlUpgrade.Hosts;

/// <summary>A host of the inventory, as all the places of the file that name it make it.</summary>
internal sealed class WrittenHost(string name, Position at)
{
    private readonly List<WrittenGroup> _groups = [];
    private Position? _lastAt;

    public string Name { get; } = name;

    /// <summary>The first of these places.</summary>
    public Position At { get; } = at;

    /// <summary>Where it was put into its last group.</summary>
    public Position LastAt => _lastAt ?? At;

    /// <summary>Its own variables, in the order of the file; the last of a name wins.</summary>
    public List<YamlNode.Entry> Variables { get; } = [];

    public void AddTo(WrittenGroup group, Position place)
    {
        if (_groups.Contains(group))
            return;
        _groups.Add(group);
        _lastAt = place;
    }

    /// <summary>
    /// Every group that it is in, in the order in which Ansible lets the later one's variables win: by depth, then
    /// priority, then name.
    /// </summary>
    /// <param name="all">The group of all hosts.</param>
    /// <param name="ungrouped">Holds the host if no other group than <c>all</c> does.</param>
    public ImmutableArray<WrittenGroup> Groups(WrittenGroup all, WrittenGroup ungrouped) =>
        [
            .. (Direct().All(group => group.IsAll) ? [ungrouped] : Direct())
                .SelectMany(group => group.Outer.Append(group))
                .Append(all)
                .Distinct()
                .OrderBy(group => group.Depth)
                .ThenBy(group => group.Priority)
                .ThenBy(group => group.Name, StringComparer.Ordinal),
        ];

    /// <summary>The groups that could be its role: those it is written in that contain no other of them.</summary>
    public ImmutableArray<string> Innermost()
    {
        var outer = Direct().SelectMany(group => group.Outer).ToHashSet();
        var inner = Direct().Where(group => !outer.Contains(group)).ToList();
        return [.. inner.Where(group => inner.Count == 1 || !group.IsAll).Select(group => group.Name)];
    }

    /// <summary>A host that is in any other group is not in <c>ungrouped</c>, whatever the file says.</summary>
    private IEnumerable<WrittenGroup> Direct() =>
        _groups.Any(group => group is { IsAll: false, Name: not InventoryKeys.Ungrouped })
            ? _groups.Where(group => group.Name != InventoryKeys.Ungrouped)
            : _groups;
}
