using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OlUpgrade.Spec.House.Sources;

/// <summary>A constructor takes at most 8 parameters, also a primary one. Records are data and may hold more.</summary>
internal static class ConstructorParameters
{
    public const int Max = 8;

    public static IReadOnlyList<Violation> Violations(IEnumerable<SourceFile> files) =>
        [
            .. from file in files
            from node in file.Declarations<MemberDeclarationSyntax>()
            let parameters = ParametersOf(node)
            where parameters?.Parameters.Count > Max
            select Violation.In(
                file.Path,
                file.LineOf(parameters),
                $"a constructor with {parameters.Parameters.Count} parameters; split the class, {Max} are allowed"
            ),
        ];

    private static ParameterListSyntax? ParametersOf(MemberDeclarationSyntax node) =>
        node switch
        {
            ConstructorDeclarationSyntax constructor => constructor.ParameterList,
            ClassDeclarationSyntax head => head.ParameterList,
            StructDeclarationSyntax head => head.ParameterList,
            _ => null,
        };
}
