using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OlUpgrade.Spec.House.Sources;

/// <summary>Every public top-level type has a <c>summary</c>; of a partial one, one part.</summary>
internal static class Summaries
{
    public static IReadOnlyList<Violation> Violations(IEnumerable<SourceFile> files)
    {
        var types =
            from file in files
            from type in file.Declarations<MemberDeclarationSyntax>()
            where type is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax
            where type.Parent is BaseNamespaceDeclarationSyntax or CompilationUnitSyntax
            where type.Modifiers.Any(SyntaxKind.PublicKeyword)
            select (File: file, Type: type, Name: NameOf(type));
        return
        [
            .. from parts in types.GroupBy(type => (type.Name, type.File.Folder))
            where !parts.Any(part => HasSummary(part.Type))
            let first = parts.First()
            select Violation.In(
                first.File.Path,
                first.File.LineOf(first.Type),
                $"{first.Name} is public and has no summary; say what it promises"
            ),
        ];
    }

    private static string NameOf(MemberDeclarationSyntax type) =>
        type switch
        {
            TypeDeclarationSyntax generic => $"{generic.Identifier.ValueText}{generic.TypeParameterList}",
            BaseTypeDeclarationSyntax plain => plain.Identifier.ValueText,
            DelegateDeclarationSyntax named => named.Identifier.ValueText,
            _ => "",
        };

    private static bool HasSummary(MemberDeclarationSyntax type) =>
        type.GetLeadingTrivia()
            .Select(trivia => trivia.GetStructure())
            .OfType<DocumentationCommentTriviaSyntax>()
            .SelectMany(comment => comment.Content.OfType<XmlElementSyntax>())
            .Any(element =>
                element.StartTag.Name.ToString() == "summary"
                && element.Content.ToString().Trim(' ', '/', '\n', '\r').Length > 0
            );
}
