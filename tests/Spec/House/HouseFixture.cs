using OlUpgrade.Spec.House.Assemblies;
using OlUpgrade.Spec.House.Documents;
using OlUpgrade.Spec.House.Projects;
using OlUpgrade.Spec.House.Sources;

namespace OlUpgrade.Spec.House;

/// <summary>What the rules read, each part once for all of them: sources, projects, assemblies, documents.</summary>
public sealed class HouseFixture : IDisposable
{
    private readonly Lazy<IReadOnlyList<SourceFile>> _sources = new(SourceFile.All);
    private readonly Lazy<IReadOnlyList<ProjectFile>> _projects = new(ProjectFile.All);
    private readonly Lazy<IReadOnlyList<MarkdownFile>> _documents = new(MarkdownFile.All);
    private readonly Lazy<IReadOnlyList<CompiledProject>> _assemblies;

    public HouseFixture() => _assemblies = new(() => CompiledProject.Of(_projects.Value));

    /// <summary>Every C# file under <c>src</c> and <c>tests</c>, without what tools generate.</summary>
    internal IReadOnlyList<SourceFile> Sources => _sources.Value;

    internal IEnumerable<SourceFile> Shipped =>
        Sources.Where(file => file.Path.StartsWith("src/", StringComparison.Ordinal));

    internal IReadOnlyList<ProjectFile> Projects => _projects.Value;

    internal IReadOnlyList<MarkdownFile> Documents => _documents.Value;

    /// <summary>The projects under <c>src</c> as they were built.</summary>
    internal IReadOnlyList<CompiledProject> Assemblies => _assemblies.Value;

    public void Dispose()
    {
        if (!_assemblies.IsValueCreated)
            return;
        foreach (var project in _assemblies.Value)
            project.Dispose();
    }
}
