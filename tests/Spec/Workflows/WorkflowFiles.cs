using OlUpgrade.Hosts;
using OlUpgrade.Runbooks;
using OlUpgrade.Yaml;

namespace OlUpgrade.Spec.Workflows;

/// <summary>The files in the repository's <c>workflows</c> folder.</summary>
internal static class WorkflowFiles
{
    public static string Folder { get; } = Path.Combine(Root(), "workflows");

    public static Inventory Hosts { get; } = Good(InventoryParser.Parse("hosts.yaml", Bytes("hosts.yaml")));

    public static byte[] Bytes(string file) => File.ReadAllBytes(Path.Combine(Folder, file));

    public static Runbook Runbook(string file) => Good(RunbookParser.Parse(file, Bytes(file), Hosts));

    public static T Good<T>(Parsed<T> parsed)
        where T : class
    {
        Assert.Empty(parsed.Problems);
        return parsed.Value!;
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "OlUpgrade.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests must run inside the repository.");
    }
}
