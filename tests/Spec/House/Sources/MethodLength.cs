using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OlUpgrade.Spec.House.Sources;

/// <summary>A method, constructor, property or operator has at most 60 lines.</summary>
internal static class MethodLength
{
    public const int Max = 60;

    public static IReadOnlyList<Violation> Violations(IEnumerable<SourceFile> files) =>
        [
            .. from file in files
            from node in file.Declarations<MemberDeclarationSyntax>()
            let name = NameOf(node)
            where name is not null
            let lines = LinesOf(file, node)
            where lines > Max
            select Violation.In(file.Path, file.LineOf(node), $"{name} has {lines} lines; split it, {Max} are allowed"),
        ];

    private static string? NameOf(MemberDeclarationSyntax node) =>
        node switch
        {
            MethodDeclarationSyntax method => method.Identifier.ValueText,
            ConstructorDeclarationSyntax constructor => constructor.Identifier.ValueText,
            PropertyDeclarationSyntax property => property.Identifier.ValueText,
            OperatorDeclarationSyntax => "An operator",
            _ => null,
        };

    /// <summary>From its first word behind the attributes to its end.</summary>
    private static int LinesOf(SourceFile file, SyntaxNode node)
    {
        var attributes = node.ChildNodes().OfType<AttributeListSyntax>().LastOrDefault();
        var first = attributes?.GetLastToken().GetNextToken() ?? node.GetFirstToken();
        var last = node.GetLastToken();
        return file.LineOf(last) - file.LineOf(first) + 1;
    }
}
