using System.Collections.Immutable;
using OlUpgrade.Yaml;

namespace OlUpgrade.Hosts;

/// <summary>
/// Parses a file in Ansible's YAML inventory format into the inventory, or reports every problem at once. A host's own
/// variables override its group's, an inner group's override the outer's, and <c>all</c> comes last. The role is the
/// innermost group. The order is the file's.
/// </summary>
public static class InventoryParser
{
    public static Parsed<Inventory> Parse(string file, ReadOnlySpan<byte> bytes)
    {
        var problems = new ProblemList(file);
        if (YamlDocument.Read(bytes, problems) is not { } document)
            return problems.Judge<Inventory>(null);
        var hosts = Read(document.Root, problems);
        CheckJumps(hosts, problems);
        DependencyCheck.Of(hosts, problems);
        return problems.Judge(new Inventory([.. hosts.Select(found => found.Host)], Digest.Of(document.Text)));
    }

    private static ImmutableArray<WrittenHost> Read(YamlNode root, ProblemList problems)
    {
        var form = YamlForm.Open(root, "an inventory", ["all"], problems);
        if (form?.Require("all") is not { } all)
            return [];
        var hosts = new GroupReader(problems).Read("all", all).ToImmutableArray();
        if (hosts.IsEmpty)
            problems.Add(form.At, "the inventory has no hosts: write them as all: children: GROUP: hosts: NAME:");
        return hosts;
    }

    private static void CheckJumps(ImmutableArray<WrittenHost> hosts, ProblemList problems)
    {
        foreach (var (host, at, _) in hosts.Where(found => found.Host.JumpHost is not null))
        {
            var jump = hosts.FirstOrDefault(other => other.Host.Name == host.JumpHost)?.Host;
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
