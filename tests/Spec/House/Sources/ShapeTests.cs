using OlUpgrade.Spec.House.Projects;

namespace OlUpgrade.Spec.House.Sources;

[Collection(HouseCollection.Name)]
public sealed class ShapeTests(HouseFixture house)
{
    [Fact]
    public void Namespaces_are_folders() =>
        Ratchet.Holds(nameof(NamespaceFolders), NamespaceFolders.Violations(house.Sources, house.Projects));

    [Fact]
    public void Public_types_say_what_they_promise() =>
        Ratchet.Holds(nameof(Summaries), Summaries.Violations(house.Shipped));

    [Fact]
    public void No_comment_puts_work_off() =>
        Ratchet.Holds(nameof(LeftoverMarks), LeftoverMarks.Violations(house.Sources));

    [Fact]
    public void A_namespace_of_another_folder_is_seen()
    {
        var project = ProjectFile.Of(
            "src/Host/OlUpgrade.Host.csproj",
            "<Project><RootNamespace>OlUpgrade.Hosting</RootNamespace></Project>"
        );
        Assert.Empty(NamespaceFolders.Violations([Cli("namespace OlUpgrade.Hosting.Cli;")], [project]));
        Assert.Empty(NamespaceFolders.Violations([SourceFile.Of("src/Host/Program.cs", "Run();")], [project]));
        Assert.Equal(
            "src/Host/Cli/A.cs:1: the namespace is A, the folder says OlUpgrade.Hosting.Cli; correct one of them",
            $"{Assert.Single(NamespaceFolders.Violations([Cli("namespace A;")], [project]))}"
        );
    }

    [Theory]
    [InlineData("public class A;", false)]
    [InlineData("/// <summary> </summary>\npublic class A;", false)]
    [InlineData("/// <remarks>Much.</remarks>\npublic class A;", false)]
    [InlineData("/// <summary>Counts.</summary>\npublic class A { public class B; }", true)]
    [InlineData("/// <summary>Counts.</summary>\npublic partial class A; public partial class A;", true)]
    [InlineData("internal class A;", true)]
    public void A_public_type_without_a_summary_is_seen(string source, bool isGood) =>
        Assert.Equal(isGood, Summaries.Violations([Source($"namespace N;\n{source}")]).Count == 0);

    [Fact]
    public void A_comment_that_puts_work_off_is_seen()
    {
        // In two parts, so that this file is none.
        const string mark = "TO" + "DO";
        Assert.Single(LeftoverMarks.Violations([Source($"// {mark}: later")]));
        Assert.Empty(LeftoverMarks.Violations([Source($"var list = \"{mark}\"; // the mark that people type")]));
    }

    private static SourceFile Cli(string text) => SourceFile.Of("src/Host/Cli/A.cs", text);

    private static SourceFile Source(string text) => SourceFile.Of("src/Example.cs", text);
}
