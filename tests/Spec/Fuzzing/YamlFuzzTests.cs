using OlUpgrade.Hosts;
using OlUpgrade.Runbooks;
using OlUpgrade.Spec.Runbooks;
using OlUpgrade.Spec.Workflows;
using OlUpgrade.Yaml;

namespace OlUpgrade.Spec.Fuzzing;

/// <summary>The files that operators write.</summary>
[Collection(FuzzCollection.Name)]
public sealed class YamlFuzzTests
{
    private const int MaxLength = YamlText.MaxBytes + 1024;

    private static readonly Inventory Hosts = WorkflowFiles.Hosts;

    [Fact]
    [Parser("runbook")]
    public void Any_bytes_are_a_runbook_or_have_problems() =>
        Fuzz.Holds(
            new("runbook", Files(WorkflowFiles.Folder), bytes => Check(RunbookParser.Parse("a.yaml", bytes, Hosts)))
            {
                MaxLength = MaxLength,
            }
        );

    [Fact]
    [Parser("inventory")]
    public void Any_bytes_are_an_inventory_or_have_problems() =>
        Fuzz.Holds(
            new("inventory", [Written.Bytes(Written.Hosts), WorkflowFiles.Bytes("hosts.yaml")], bytes =>
                Check(InventoryParser.Parse("hosts.yaml", bytes))
            )
            {
                MaxLength = MaxLength,
            }
        );

    private static IReadOnlyList<byte[]> Files(string folder) =>
        [
            Written.Bytes(Written.Runbook),
            .. Directory
                .EnumerateFiles(folder, "*.yaml")
                .Where(file => Path.GetFileName(file) != "hosts.yaml")
                .Order(StringComparer.Ordinal)
                .Select(File.ReadAllBytes),
        ];

    private static void Check<T>(Parsed<T> parsed)
        where T : class
    {
        Assert.Equal(parsed.Value is null, parsed.Problems.Length > 0);
        Assert.All(parsed.Problems, problem => Assert.True(problem is { Line: > 0, Column: > 0 }));
        Assert.All(parsed.Problems, problem => Assert.DoesNotContain(problem.Sentence, char.IsControl));
    }
}
