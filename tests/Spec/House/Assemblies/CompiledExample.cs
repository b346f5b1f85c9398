using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace OlUpgrade.Spec.House.Assemblies;

/// <summary>Compiles what a test writes down as an example.</summary>
internal static class CompiledExample
{
    private static readonly Lazy<IReadOnlyList<MetadataReference>> Framework = new(() =>
        [
            .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
                .Split(Path.PathSeparator)
                .Where(file =>
                    Path.GetFileNameWithoutExtension(file)
                        is "System.Private.CoreLib"
                            or "System.Runtime"
                            or "System.Net.Primitives"
                )
                .Select(file => MetadataReference.CreateFromFile(file)),
        ]
    );

    public static CompiledProject Of(string rootNamespace, string source)
    {
        var compilation = CSharpCompilation.Create(
            "Example",
            [CSharpSyntaxTree.ParseText(source)],
            Framework.Value,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)
        );
        var assembly = new MemoryStream();
        Assert.Empty(compilation.Emit(assembly).Diagnostics.Where(one => one.Severity == DiagnosticSeverity.Error));
        assembly.Position = 0;
        return CompiledProject.Of(rootNamespace, assembly);
    }
}
