using Mono.Cecil;
using OlUpgrade.Spec.House.Projects;

namespace OlUpgrade.Spec.House.Assemblies;

/// <summary>An assembly as the compiler wrote it, and the root of its namespaces.</summary>
/// <param name="Folder">Where its sources are, for people who read a violation.</param>
internal sealed record CompiledProject(string Name, string Folder, string RootNamespace, AssemblyDefinition Assembly)
    : IDisposable
{
    private static readonly ReaderParameters Reading = new()
    {
        AssemblyResolver = Resolver(),
        ReadingMode = ReadingMode.Deferred,
    };

    /// <summary>The projects under <c>src</c>, as they lie beside this program.</summary>
    public static IReadOnlyList<CompiledProject> Of(IEnumerable<ProjectFile> projects) =>
        [
            .. projects
                .Where(project => !project.IsTest)
                .Select(project => new CompiledProject(
                    project.Name,
                    project.Folder,
                    project.RootNamespace,
                    AssemblyDefinition.ReadAssembly(
                        Path.Combine(AppContext.BaseDirectory, $"{project.AssemblyName}.dll"),
                        Reading
                    )
                )),
        ];

    public static CompiledProject Of(string rootNamespace, Stream assembly) =>
        new("Example", "src/Example", rootNamespace, AssemblyDefinition.ReadAssembly(assembly, Reading));

    private readonly Lazy<IReadOnlyList<TypeUse>> _uses = new(() =>
        [
            .. Assembly
                .MainModule.Types.Where(type => type.Namespace.Length > 0)
                .SelectMany(type =>
                    TypeUses.Of(type).Distinct().Select(use => new TypeUse(type, use.Type, use.Member))
                ),
        ]
    );

    /// <summary>
    /// What each top-level type refers to, with what is nested in it and what the compiler made of it.
    /// </summary>
    public IReadOnlyList<TypeUse> Uses => _uses.Value;

    public void Dispose() => Assembly.Dispose();

    private static DefaultAssemblyResolver Resolver()
    {
        var resolver = new DefaultAssemblyResolver();
        var trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        foreach (var folder in trusted.Split(Path.PathSeparator).Select(file => Path.GetDirectoryName(file)).Distinct())
            resolver.AddSearchDirectory(folder);
        return resolver;
    }
}
