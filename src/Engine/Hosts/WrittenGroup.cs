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

    public string Name { get; } = name;

    /// <summary>In the order of the file; the last of a name wins.</summary>
    public List<YamlNode.Entry> Variables { get; } = [];

    /// <summary>Among groups of one depth, variables of a higher priority win.</summary>
    /// <value>1 by default, as in Ansible.</value>
    public int Priority { get; set; } = DefaultPriority;

    /// <summary>How many steps it is away from <c>all</c>, on the longest way. Asked only when all is read.</summary>
    public int Depth => _depth ??= _parents.Select(parent => parent.Depth + 1).DefaultIfEmpty(IsAll ? 0 : 1).Max();

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

    /// <summary>The groups that contain it, without <c>all</c> unless a place of the file says so.</summary>
    public HashSet<WrittenGroup> Ancestors()
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
