using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.House.Projects;

[Collection(HouseCollection.Name)]
public sealed class ProjectTests(HouseFixture house)
{
    private const string Packages = "Directory.Packages.props";

    [Fact]
    public void Projects_refer_one_way() =>
        Ratchet.Holds(nameof(ReferenceOrder), ReferenceOrder.Violations(house.Projects));

    [Fact]
    public void Central_packages_are_used_and_explained()
    {
        var props = ProjectFile.Of("Directory.Build.props", Repository.Read("Directory.Build.props"));
        var used = house.Projects.Append(props).SelectMany(project => project.Packages).ToList();
        Ratchet.Holds(nameof(CentralPackages), CentralPackages.Violations(Packages, Repository.Read(Packages), used));
    }

    [Theory]
    [InlineData("src/Engine/OlUpgrade.Engine.csproj", "../Host/OlUpgrade.Host.csproj", false)]
    [InlineData("src/Host/OlUpgrade.Host.csproj", "../Engine/OlUpgrade.Engine.csproj", true)]
    [InlineData("src/Host/OlUpgrade.Host.csproj", "../../tests/Spec/OlUpgrade.Spec.csproj", false)]
    [InlineData("tests/Spec/OlUpgrade.Spec.csproj", "../../src/Sandbox/OlUpgrade.Sandbox.csproj", true)]
    [InlineData("tests/Benchmarks/OlUpgrade.Benchmarks.csproj", "../Lab/OlUpgrade.Lab.csproj", true)]
    public void A_reference_to_one_that_comes_later_is_seen(string path, string reference, bool isGood)
    {
        var project = ProjectFile.Of(
            path,
            $"""<Project><ItemGroup><ProjectReference Include="{reference}" /></ItemGroup></Project>"""
        );
        Assert.Equal(isGood, ReferenceOrder.Violations([project]).Count == 0);
    }

    [Theory]
    [InlineData("src/Engine/OlUpgrade.Engine.csproj", false)]
    [InlineData("src/Activities/OlUpgrade.Activities.csproj", false)]
    [InlineData("src/Host/OlUpgrade.Host.csproj", true)]
    public void The_web_framework_below_the_host_is_seen(string path, bool isGood)
    {
        var project = ProjectFile.Of(
            path,
            """<Project><FrameworkReference Include="Microsoft.AspNetCore.App" /></Project>"""
        );
        Assert.Equal(isGood, ReferenceOrder.Violations([project]).Count == 0);
    }

    [Theory]
    [InlineData("<!-- It reads. --><PackageVersion Include=\"A\" Version=\"1\" />", null)]
    [InlineData(
        "<!-- Both. --><PackageVersion Include=\"C\" Version=\"1\" /><PackageVersion Include=\"A\" Version=\"1\" />",
        null
    )]
    [InlineData(
        "<PackageVersion Include=\"A\" Version=\"1\" />",
        "nothing says why A is there; write a comment above it"
    )]
    [InlineData("<!-- It reads. --><PackageVersion Include=\"B\" Version=\"1\" />", "no project uses B; take it out")]
    public void A_package_that_is_not_used_or_not_explained_is_seen(string versions, string? problem)
    {
        var xml = $"<Project><ItemGroup Label=\"Reading\">{versions}</ItemGroup></Project>";
        Assert.Equal(problem, CentralPackages.Violations("a.props", xml, ["a", "C"]).SingleOrDefault()?.Sentence);
    }
}
