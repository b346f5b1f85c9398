using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.House.Sources;

/// <summary>A C# file as text and as syntax.</summary>
/// <param name="Path">From the root of the repository, with slashes.</param>
internal sealed record SourceFile(string Path, string Text, CompilationUnitSyntax Root)
{
    private static readonly CSharpParseOptions Options = new(LanguageVersion.Preview, DocumentationMode.Parse);

    private readonly ImmutableArray<MemberDeclarationSyntax> _declarations =
    [
        .. Root.DescendantNodes(node =>
                node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax
            )
            .OfType<MemberDeclarationSyntax>(),
    ];

    public ImmutableArray<string> Lines { get; } = [.. Text.Split('\n')];

    public string Folder => Path.Contains('/', StringComparison.Ordinal) ? Path[..Path.LastIndexOf('/')] : "";

    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    public static SourceFile Of(string path, string text) =>
        new(path, text, CSharpSyntaxTree.ParseText(text, Options).GetCompilationUnitRoot());

    /// <summary>The files of the repository, in the order of their paths.</summary>
    public static IReadOnlyList<SourceFile> All() =>
        [
            .. Repository
                .Files("*.cs", "src", "tests")
                .AsParallel()
                .AsOrdered()
                .Select(path => Of(path, Repository.Read(path))),
        ];

    /// <summary>Namespaces, types and members, without looking into the members.</summary>
    public IEnumerable<T> Declarations<T>()
        where T : MemberDeclarationSyntax => _declarations.OfType<T>();

    /// <summary>All that is written anywhere in the file: slow, so look first at the text.</summary>
    public IEnumerable<T> Nodes<T>()
        where T : SyntaxNode => Root.DescendantNodes().OfType<T>();

    public bool Mentions(string text) => Text.Contains(text, StringComparison.Ordinal);

    /// <summary>The line on which the node begins, without the comments and attributes before it.</summary>
    public int LineOf(SyntaxNode node) => LineAt(node.SpanStart);

    public int LineOf(SyntaxToken token) => LineAt(token.SpanStart);

    private int LineAt(int position) => Root.SyntaxTree.GetLineSpan(new(position, 0)).StartLinePosition.Line + 1;
}
