using Microsoft.CodeAnalysis.CSharp.Syntax;
using OlUpgrade.Spec.House.Projects;

namespace OlUpgrade.Spec.House.Sources;

/// <summary>A file's namespace is its project's root namespace and its folder within the project.</summary>
internal static class NamespaceFolders
{
    public static IReadOnlyList<Violation> Violations(
        IEnumerable<SourceFile> files,
        IReadOnlyCollection<ProjectFile> projects
    ) =>
        [
            .. from file in files
            let project = projects.FirstOrDefault(project =>
                file.Path.StartsWith($"{project.Folder}/", StringComparison.Ordinal)
            )
            where project is not null
            let expected = Expected(file, project)
            from found in file.Declarations<BaseNamespaceDeclarationSyntax>()
            where found.Name.ToString() != expected
            select Violation.In(
                file.Path,
                file.LineOf(found),
                $"the namespace is {found.Name}, the folder says {expected}; correct one of them"
            ),
        ];

    private static string Expected(SourceFile file, ProjectFile project) =>
        $"{project.RootNamespace}{file.Folder[project.Folder.Length..].Replace('/', '.')}";
}
