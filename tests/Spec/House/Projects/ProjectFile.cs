using System.Collections.Immutable;
using System.Xml.Linq;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.House.Projects;

/// <summary>A project as its <c>.csproj</c> says.</summary>
/// <param name="Path">From the root of the repository, with slashes.</param>
/// <param name="References">The names of the projects that it refers to.</param>
/// <param name="Frameworks">The shared frameworks that it refers to beside that of the runtime.</param>
/// <param name="Packages">The packages that it names.</param>
internal sealed record ProjectFile(
    string Path,
    string RootNamespace,
    string AssemblyName,
    ImmutableArray<string> References,
    ImmutableArray<string> Frameworks,
    ImmutableArray<string> Packages
)
{
    public string Folder => Path[..Path.LastIndexOf('/')];

    public string Name => NameOf(Path);

    public bool IsTest => Path.StartsWith("tests/", StringComparison.Ordinal);

    public static ProjectFile Of(string path, string xml)
    {
        var project = XDocument.Parse(xml);
        var name = NameOf(path);
        return new(
            path,
            project.Descendants("RootNamespace").SingleOrDefault()?.Value ?? name,
            project.Descendants("AssemblyName").SingleOrDefault()?.Value ?? name,
            [.. Included(project, "ProjectReference").Select(NameOf)],
            [.. Included(project, "FrameworkReference")],
            [.. Included(project, "PackageReference")]
        );
    }

    public static IReadOnlyList<ProjectFile> All() =>
        [.. Repository.Files("*.csproj", "src", "tests").Select(path => Of(path, Repository.Read(path)))];

    private static IEnumerable<string> Included(XDocument project, string element) =>
        project.Descendants(element).Select(one => one.Attribute("Include")?.Value).OfType<string>();

    private static string NameOf(string path) => System.IO.Path.GetFileNameWithoutExtension(path.Replace('\\', '/'));
}
