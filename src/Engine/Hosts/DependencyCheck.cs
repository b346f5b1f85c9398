using System.Collections.Immutable;
using OlUpgrade.Yaml;

namespace OlUpgrade.Hosts;

/// <summary>Rejects dependencies between hosts that name no host, the host itself, or lead back to it.</summary>
internal static class DependencyCheck
{
    /// <summary>Reports each of them.</summary>
    /// <param name="hosts">Each with the place where the hosts that it depends on are named.</param>
    public static void Of(ImmutableArray<(Host Host, Position DependsAt)> hosts, ProblemList problems)
    {
        var known = hosts.ToDictionary(found => found.Host.Name, found => found.Host);
        foreach (var (host, at) in hosts)
        {
            foreach (var other in host.Depends)
            {
                if (other == host.Name)
                    problems.Add(at, $"{host.Name} depends on itself: remove it from {InventoryKeys.Depends}");
                else if (!known.ContainsKey(other))
                    problems.Add(
                        at,
                        $"{host.Name} depends on {other}, which is not in the inventory"
                            + Nearest.Hint(other, known.Keys)
                    );
                else if (WayBack(known, other, host.Name) is { } way)
                    problems.Add(
                        at,
                        $"{host.Name} depends on itself through {string.Join(" and ", way)}: remove one of them"
                    );
            }
        }
    }

    /// <summary>The hosts through which the one depends on the other; null if it does not.</summary>
    private static ImmutableArray<string>? WayBack(Dictionary<string, Host> known, string from, string to)
    {
        var ways = new Queue<ImmutableArray<string>>([
            [from],
        ]);
        var seen = new HashSet<string> { from };
        while (ways.TryDequeue(out var way))
        {
            foreach (var next in known[way[^1]].Depends)
            {
                if (next == to)
                    return way;
                if (known.ContainsKey(next) && seen.Add(next))
                    ways.Enqueue(way.Add(next));
            }
        }

        return null;
    }
}
