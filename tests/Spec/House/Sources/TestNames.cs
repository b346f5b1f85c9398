using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OlUpgrade.Spec.House.Sources;

/// <summary>
/// A test is named by a sentence: at least three words, joined by underscores, the first with a capital letter. A class
/// of tests ends in <c>Tests</c>; a contract, which is abstract, does not.
/// </summary>
internal static partial class TestNames
{
    public static IReadOnlyList<Violation> Violations(IEnumerable<SourceFile> files) =>
        [.. files.SelectMany(file => OfMethods(file).Concat(OfClasses(file)))];

    /// <summary>True for a method that xUnit runs.</summary>
    public static bool IsTest(MethodDeclarationSyntax method) =>
        method
            .AttributeLists.SelectMany(list => list.Attributes)
            .Any(attribute => attribute.Name.ToString() is "Fact" or "Theory");

    private static IEnumerable<Violation> OfMethods(SourceFile file) =>
        from method in file.Declarations<MethodDeclarationSyntax>()
        where IsTest(method)
        let name = method.Identifier.ValueText
        where !Sentence().IsMatch(name)
        select Violation.In(
            file.Path,
            file.LineOf(method.Identifier),
            $"the test {name} is to be named by a sentence, like A_lost_answer_is_probed"
        );

    private static IEnumerable<Violation> OfClasses(SourceFile file) =>
        from type in file.Declarations<ClassDeclarationSyntax>()
        where
            !type.Modifiers.Any(SyntaxKind.AbstractKeyword)
            && type.Members.OfType<MethodDeclarationSyntax>().Any(IsTest)
        let name = type.Identifier.ValueText
        where !name.EndsWith("Tests", StringComparison.Ordinal)
        select Violation.In(file.Path, file.LineOf(type.Identifier), $"the test class {name} is to end in Tests");

    [GeneratedRegex("^[A-Z][A-Za-z0-9]*(?:_[A-Za-z0-9]+){2,}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sentence();
}
