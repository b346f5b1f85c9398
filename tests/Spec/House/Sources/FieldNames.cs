using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OlUpgrade.Spec.House.Sources;

/// <summary>Private fields are named <c>_camelCase</c>, static and constant ones <c>PascalCase</c>.</summary>
internal static partial class FieldNames
{
    public static IReadOnlyList<Violation> Violations(IEnumerable<SourceFile> files) =>
        [
            .. from file in files
            from field in file.Declarations<FieldDeclarationSyntax>()
            where IsPrivate(field)
            from variable in field.Declaration.Variables
            let problem = ProblemOf(field, variable.Identifier.ValueText)
            where problem is not null
            select Violation.In(file.Path, file.LineOf(variable), problem),
        ];

    private static string? ProblemOf(FieldDeclarationSyntax field, string name)
    {
        var isStatic = field.Modifiers.Any(SyntaxKind.StaticKeyword) || field.Modifiers.Any(SyntaxKind.ConstKeyword);
        if (isStatic)
            return Pascal().IsMatch(name) ? null : $"the static field {name} is to be named in PascalCase";
        return Camel().IsMatch(name) ? null : $"the field {name} is to be named as _camelCase";
    }

    private static bool IsPrivate(FieldDeclarationSyntax field) =>
        !field.Modifiers.Any(modifier =>
            modifier.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.ProtectedKeyword
        );

    [GeneratedRegex("^[A-Z][A-Za-z0-9]*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pascal();

    [GeneratedRegex("^_[a-z][A-Za-z0-9]*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Camel();
}
