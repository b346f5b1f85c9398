using System.Collections.Immutable;
using OlUpgrade.Yaml;

namespace OlUpgrade.Hosts;

/// <summary>
/// Parses a file in Ansible's YAML inventory format into the inventory, or reports every problem at once. What applies
/// to a host is what Ansible would apply: the variables of all its groups, by depth, <c>ansible_group_priority</c> and
/// name, then its own. The role is the innermost group, or that of <c>olupgrade_role</c>. The order is the file's.
/// </summary>
public static class InventoryParser
{
    public static Parsed<Inventory> Parse(string file, ReadOnlySpan<byte> bytes)
    {
        var problems = new ProblemList(file);
        if (YamlText.Decode(bytes, problems) is not { } text)
            return problems.Judge<Inventory>(null);
        if (IniInventory.PlaceIn(text) is { } place)
        {
            problems.Add(place, IniInventory.Sentence(file));
            return problems.Judge<Inventory>(null);
        }

        if (YamlComposer.Compose(text, problems) is not { } root)
            return problems.Judge<Inventory>(null);
        var reader = new GroupReader(problems);
        ReadGroups(root, reader, problems);
        var found = reader.Hosts.Select(written => HostOf(written, reader, problems)).ToImmutableArray();
        ImmutableArray<Host> hosts = [.. found.Select(one => one.Host)];
        var places = reader.Hosts.ToDictionary(written => written.Name, written => written.At);
        CheckJumps(hosts, places, problems);
        DependencyCheck.Of(found, problems);
        return problems.Judge(new Inventory(hosts, Digest.Of(text)) { Ignored = reader.Variables.Ignored });
    }

    private static void ReadGroups(YamlNode root, GroupReader reader, ProblemList problems)
    {
        if (root is not YamlNode.Mapping mapping)
        {
            problems.Add(root.At, "an inventory must be a mapping of groups, such as all: {hosts: …}");
            return;
        }

        foreach (var entry in mapping.Entries)
        {
            if (InventoryKeys.Group.Contains(entry.Key))
                problems.Add(entry.At, $"`{entry.Key}` must be inside a group: put it under `{InventoryKeys.All}`");
            else
                reader.Read(entry);
        }

        if (reader.Hosts.Count == 0)
            problems.Add(root.At, "the inventory has no hosts: write them as all: children: GROUP: hosts: NAME:");
    }

    /// <summary>The host, and where the hosts that it depends on are named.</summary>
    private static (Host Host, Position DependsAt) HostOf(WrittenHost written, GroupReader reader, ProblemList problems)
    {
        var groups = written.Groups(reader.All, reader.Ungrouped);
        var variables = new HostVariables(groups.SelectMany(group => group.Variables).Concat(written.Variables));
        return (
            new HostReader(variables, written, problems).Read(groups),
            variables.Find(InventoryKeys.Depends)?.At ?? written.At
        );
    }

    private static void CheckJumps(
        ImmutableArray<Host> hosts,
        Dictionary<string, Position> places,
        ProblemList problems
    )
    {
        foreach (var host in hosts.Where(found => found.JumpHost is not null))
        {
            var jump = hosts.FirstOrDefault(other => other.Name == host.JumpHost);
            var at = places[host.Name];
            if (jump is null)
                problems.Add(
                    at,
                    $"{host.Name} is reached through {host.JumpHost}, which is not in the inventory: add it"
                );
            else if (jump.Name == host.Name)
                problems.Add(at, $"{host.Name} is reached through itself: remove olupgrade_jump");
            else if (jump.JumpHost is not null)
                problems.Add(
                    at,
                    $"{host.Name} is reached through {jump.Name}, which needs a jump host itself: "
                        + "only one jump is supported"
                );
        }
    }
}
