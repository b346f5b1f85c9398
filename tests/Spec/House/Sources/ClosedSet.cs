using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OlUpgrade.Spec.House.Sources;

/// <summary>An abstract record whose cases are nested in it: nobody can add one elsewhere.</summary>
internal sealed record ClosedSet(string Name, ImmutableArray<string> Cases)
{
    public static IReadOnlyList<ClosedSet> In(IEnumerable<SourceFile> files) =>
        [
            .. from file in files
            from set in file.Declarations<RecordDeclarationSyntax>()
            where set.Modifiers.Any(SyntaxKind.AbstractKeyword) && set.Parent is not TypeDeclarationSyntax
            let name = set.Identifier.ValueText
            let cases = set
                .Members.OfType<RecordDeclarationSyntax>()
                .Where(one => IsCase(one, name))
                .Select(one => one.Identifier.ValueText)
            where cases.Any()
            select new ClosedSet(name, [.. cases]),
        ];

    private static bool IsCase(RecordDeclarationSyntax type, string set) =>
        type.BaseList?.Types.Any(parent => parent.Type.ToString() == set) == true
        || type.BaseList?.Types.Any(parent => parent.Type.ToString().StartsWith($"{set}(", StringComparison.Ordinal))
            == true;
}
