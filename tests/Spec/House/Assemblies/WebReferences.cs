namespace OlUpgrade.Spec.House.Assemblies;

/// <summary>Engine and Activities were not compiled against ASP.NET.</summary>
internal static class WebReferences
{
    public static IReadOnlyList<Violation> Violations(IEnumerable<CompiledProject> projects) =>
        [
            .. from project in projects
            from reference in project.Assembly.MainModule.AssemblyReferences
            where reference.Name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
            select new Violation(
                project.Folder,
                0,
                $"{project.Name} uses {reference.Name}; that belongs into the Host",
                $"{project.Name} {reference.Name}"
            ),
        ];
}
