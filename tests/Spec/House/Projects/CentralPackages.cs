using System.Xml;
using System.Xml.Linq;

namespace OlUpgrade.Spec.House.Projects;

/// <summary>
/// A project uses every central package version, and a comment says why the package is there: on the line above it, or
/// first in its group.
/// </summary>
internal static class CentralPackages
{
    /// <summary>The versions that nobody uses, and those that nobody explains.</summary>
    /// <param name="path">Where the list of versions is.</param>
    /// <param name="used">The packages that projects name.</param>
    public static IReadOnlyList<Violation> Violations(string path, string xml, IReadOnlyCollection<string> used) =>
        [
            .. from version in XDocument.Parse(xml, LoadOptions.SetLineInfo).Descendants("PackageVersion")
            let name = (string?)version.Attribute("Include") ?? ""
            from problem in Problems(version, name, used)
            select new Violation(path, ((IXmlLineInfo)version).LineNumber, problem, name),
        ];

    private static IEnumerable<string> Problems(XElement version, string name, IReadOnlyCollection<string> used)
    {
        if (!used.Contains(name, StringComparer.OrdinalIgnoreCase))
            yield return $"no project uses {name}; take it out";
        if (version.PreviousNode is not XComment && version.Parent?.FirstNode is not XComment)
            yield return $"nothing says why {name} is there; write a comment above it";
    }
}
