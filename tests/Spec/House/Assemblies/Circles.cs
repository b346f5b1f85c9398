namespace OlUpgrade.Spec.House.Assemblies;

/// <summary>No circle leads from a room of a project back to it.</summary>
internal static class Circles
{
    public static IReadOnlyList<Violation> Violations(IEnumerable<CompiledProject> projects) =>
        [.. projects.SelectMany(project => CirclesIn(project).Select(circle => Violation(project, circle)))];

    private static Violation Violation(
        CompiledProject project,
        IReadOnlyList<(string From, string To, string Example)> circle
    )
    {
        var rooms = string.Join(" -> ", circle.Select(edge => edge.From).Append(circle[0].From));
        var examples = string.Join(", ", circle.Select(edge => edge.Example));
        return new(project.Folder, 0, $"{rooms} is a circle ({examples}); move what both need down", rooms);
    }

    /// <summary>For each reference between rooms the shortest way back, where there is one; each circle once.</summary>
    private static IEnumerable<IReadOnlyList<(string From, string To, string Example)>> CirclesIn(
        CompiledProject project
    )
    {
        var edges = Edges(project);
        var next = edges.Keys.ToLookup(edge => edge.From, edge => edge.To);
        return edges
            .Keys.Select(edge => WayBack(next, edge.To, edge.From))
            .OfType<IReadOnlyList<string>>()
            .Select(FromItsFirst)
            .DistinctBy(rooms => string.Join(' ', rooms))
            .OrderBy(rooms => string.Join(' ', rooms), StringComparer.Ordinal)
            .Select(rooms =>
                rooms.Zip(rooms.Skip(1).Append(rooms[0]), (from, to) => (from, to, edges[(from, to)])).ToList()
            );
    }

    private static SortedDictionary<(string From, string To), string> Edges(CompiledProject project)
    {
        var local = project.Assembly.MainModule.Types.Select(type => UsedType.Of(type)).ToHashSet();
        var edges = new SortedDictionary<(string, string), string>();
        foreach (var use in project.Uses.Where(use => local.Contains(use.To)))
        {
            if (
                Rooms.Of(use.From.Namespace, project.RootNamespace) is not { } from
                || Rooms.Of(use.To.Namespace, project.RootNamespace) is not { } to
            )
                continue;
            var example = $"{use.From.Name} -> {use.To.Name}";
            if (
                from != to
                && (!edges.TryGetValue((from, to), out var known) || string.CompareOrdinal(example, known) < 0)
            )
                edges[(from, to)] = example;
        }

        return edges;
    }

    /// <summary>The rooms on the shortest way; null where there is none.</summary>
    private static List<string>? WayBack(ILookup<string, string> next, string from, string to)
    {
        var before = new Dictionary<string, string?> { [from] = null };
        var queue = new Queue<string>([from]);
        while (queue.TryDequeue(out var room) && room != to)
        {
            foreach (var one in next[room].Where(one => before.TryAdd(one, room)))
                queue.Enqueue(one);
        }

        if (!before.ContainsKey(to))
            return null;
        var way = new List<string>();
        for (string? room = to; room is not null; room = before[room])
            way.Insert(0, room);
        return way;
    }

    private static IReadOnlyList<string> FromItsFirst(IReadOnlyList<string> rooms)
    {
        var first = rooms.Select((room, at) => (room, at)).MinBy(one => one.room, StringComparer.Ordinal).at;
        return [.. rooms.Skip(first), .. rooms.Take(first)];
    }
}
