using System.Collections.Immutable;
using OlUpgrade.Hosts;
using OlUpgrade.Yaml;

namespace OlUpgrade.Hosting.Workflows;

/// <summary>
/// Reads an inventory from its file. Refused: a file beside which Ansible would find more variables, because Ansible
/// could then take another machine than the service.
/// </summary>
internal static class InventoryFile
{
    private static readonly ImmutableArray<string> AnsiblesFolders = ["group_vars", "host_vars"];

    public static Parsed<Inventory> Read(string path)
    {
        var parsed = InventoryParser.Parse(path, File.ReadAllBytes(path));
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var beside = AnsiblesFolders
            .Where(name => Directory.Exists(Path.Combine(folder, name)))
            .Select(name => new Problem(
                path,
                1,
                1,
                $"Ansible also reads the variables in {name}/ beside this file, and the service does not: "
                    + "write them into this file, and move the folder away"
            ))
            .ToList();
        return beside.Count == 0 ? parsed : Parsed<Inventory>.Bad([.. beside, .. parsed.Problems]);
    }
}
