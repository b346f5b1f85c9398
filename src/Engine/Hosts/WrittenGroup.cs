using OlUpgrade.Yaml;

namespace OlUpgrade.Hosts;

/// <summary>
/// A group of the inventory, as all the places of the file that name it make it. Its parents never lead back to it.
/// </summary>
internal sealed class WrittenGroup(string name)
{
    private const int DefaultPriority = 1;

    private readonly List<WrittenGroup> _parents = [];
    private int? _depth;
    private HashSet<WrittenGroup>? _outer;

    public string Name { get; } = name;

    /// <summary>In the order of the file; the last of a name wins.</summary>
    public List<YamlNode.Entry> Variables { get; } = [];

    /// <summary>Among groups of one depth, variables of a higher priority win.</summary>
    /// <value>1 by default, as in Ansible.</value>
    public int Priority { get; set; } = DefaultPriority;

    /// <summary>How many steps it is away from <c>all</c>, on the longest way. Asked only when all is read.</summary>
    public int Depth => _depth ?? Measure();

    /// <summary>The groups that contain it. Asked only when all is read.</summary>
    public HashSet<WrittenGroup> Outer => _outer ??= Ancestors();

    public bool IsAll => Name == InventoryKeys.All;

    /// <summary>False if the parent is inside this group, or is this group itself.</summary>
    public bool AddTo(WrittenGroup parent)
    {
        if (parent == this || parent.Ancestors().Contains(this))
            return false;
        if (!_parents.Contains(parent))
            _parents.Add(parent);
        return true;
    }

    // Not by recursion: a file may hold a chain of thousands of groups.
    private int Measure()
    {
        var open = new Stack<WrittenGroup>([this]);
        while (open.TryPeek(out var group))
        {
            var unknown = group._parents.Where(parent => parent._depth is null).ToList();
            foreach (var parent in unknown)
                open.Push(parent);
            if (unknown.Count > 0)
                continue;
            var outer = group._parents.Select(parent => parent._depth!.Value + 1);
            group._depth = outer.DefaultIfEmpty(group.IsAll ? 0 : 1).Max();
            open.Pop();
        }

        return _depth!.Value;
    }

    /// <summary>The groups that contain it, without <c>all</c> unless a place of the file says so.</summary>
    private HashSet<WrittenGroup> Ancestors()
    {
        var found = new HashSet<WrittenGroup>();
        var next = new Stack<WrittenGroup>(_parents);
        while (next.TryPop(out var group))
        {
            if (!found.Add(group))
                continue;
            foreach (var parent in group._parents)
                next.Push(parent);
        }

        return found;
    }
}
