using OlUpgrade.Hosting.Workflows;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Hosting.Workflows;

/// <summary>A link among the runbooks must not show what is elsewhere on the machine.</summary>
[Finding("A24")]
public sealed class InsideFolderTests : IDisposable
{
    private const string LeadsOut = "It is a symbolic link that leads out of the folder.";

    private readonly TempFolder _folder = new();

    public InsideFolderTests()
    {
        Directory.CreateDirectory(_folder.File("workflows"));
        _folder.Write("secret.yaml", "token: xoxb-1234567890\n");
    }

    private string Workflows => _folder.File("workflows");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_runbook_that_is_a_link_to_another_folder_is_refused_and_nothing_of_it_is_shown()
    {
        _folder.Write("workflows/hosts.yaml", SmallWorkflow.Hosts);
        File.CreateSymbolicLink(Path.Combine(Workflows, "leak.yaml"), "../secret.yaml");
        var catalog = new RunbookCatalog(Workflows);

        var problem = Assert.Single(catalog.Runbook("leak", catalog.Inventory().Value!).Problems);

        Assert.Contains(LeadsOut, problem.Sentence, StringComparison.Ordinal);
        var refusal = Assert.Single(catalog.Plan("leak", Facts.Empty, []).Refusals);
        Assert.DoesNotContain("token", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void An_inventory_that_is_a_link_to_another_folder_is_refused()
    {
        File.CreateSymbolicLink(Path.Combine(Workflows, "hosts.yaml"), _folder.File("secret.yaml"));

        var problem = Assert.Single(new RunbookCatalog(Workflows).Inventory().Problems);

        Assert.Contains(LeadsOut, problem.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_to_a_file_of_the_same_folder_is_read()
    {
        _folder.Write("workflows/real.txt", SmallWorkflow.Hosts);
        File.CreateSymbolicLink(Path.Combine(Workflows, "hosts.yaml"), "real.txt");

        Assert.NotNull(new RunbookCatalog(Workflows).Inventory().Value);
    }

    [Fact]
    public void A_folder_that_is_itself_a_link_is_read()
    {
        _folder.Write("workflows/hosts.yaml", SmallWorkflow.Hosts);
        Directory.CreateSymbolicLink(_folder.File("current"), "workflows");

        Assert.NotNull(new RunbookCatalog(_folder.File("current")).Inventory().Value);
    }

    [Fact]
    public void Links_in_a_circle_are_refused()
    {
        _folder.Write("workflows/hosts.yaml", SmallWorkflow.Hosts);
        File.CreateSymbolicLink(Path.Combine(Workflows, "a.yaml"), "b.yaml");
        File.CreateSymbolicLink(Path.Combine(Workflows, "b.yaml"), "a.yaml");
        var catalog = new RunbookCatalog(Workflows);

        var problem = Assert.Single(catalog.Runbook("a", catalog.Inventory().Value!).Problems);

        Assert.Contains("leads nowhere, or in a circle", problem.Sentence, StringComparison.Ordinal);
    }
}
