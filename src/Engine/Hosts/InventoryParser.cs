using System.Collections.Immutable;
using OlUpgrade.Yaml;

namespace OlUpgrade.Hosts;

/// <summary>
/// A file in Ansible's YAML inventory shape becomes the inventory, or every problem found in it at once. A host's own
/// variables override its group's, the inner group's the outer's, and those the ones of <c>all</c>; the role is the
/// innermost group. The order is the file's.
/// </summary>
public static class InventoryParser
{
    public static Parsed<Inventory> Parse(string file, ReadOnlySpan<byte> bytes)
    {
        var complaints = new ProblemList(file);
        if (YamlDocument.Read(bytes, complaints) is not { } document)
            return complaints.Judge<Inventory>(null);
        var hosts = Read(document.Root, complaints);
        CheckJumps(hosts, complaints);
        return complaints.Judge(new Inventory([.. hosts.Select(found => found.Host)], Digest.Of(document.Text)));
    }

    private static ImmutableArray<WrittenHost> Read(YamlNode root, ProblemList complaints)
    {
        var form = YamlForm.Open(root, "an inventory", ["all"], complaints);
        if (form?.Require("all") is not { } all)
            return [];
        var hosts = new GroupReader(complaints).Read("all", all).ToImmutableArray();
        if (hosts.IsEmpty)
            complaints.Add(form.At, "the inventory names no host: write them as all: children: GROUP: hosts: NAME:");
        return hosts;
    }

    private static void CheckJumps(ImmutableArray<WrittenHost> hosts, ProblemList complaints)
    {
        foreach (var (host, at) in hosts.Where(found => found.Host.JumpHost is not null))
        {
            var jump = hosts.FirstOrDefault(other => other.Host.Name == host.JumpHost)?.Host;
            if (jump is null)
                complaints.Add(
                    at,
                    $"{host.Name} is reached through {host.JumpHost}, which is not in the inventory: add it"
                );
            else if (jump.Name == host.Name)
                complaints.Add(at, $"{host.Name} is reached through itself: take olupgrade_jump out");
            else if (jump.JumpHost is not null)
                complaints.Add(
                    at,
                    $"{host.Name} is reached through {jump.Name}, which itself needs a jump: one is the most"
                );
        }
    }
}
