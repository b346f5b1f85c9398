using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OlUpgrade.Spec.House.Sources;

/// <summary>
/// A method that returns a task or an asynchronous sequence ends in <c>Async</c>, unless a base type or a library
/// named it.
/// </summary>
internal static class AsyncNames
{
    private const string QuartzContext = "IJobExecutionContext";

    private static readonly HashSet<string> Awaited = ["Task", "ValueTask", "IAsyncEnumerable"];

    public static IReadOnlyList<Violation> Violations(IEnumerable<SourceFile> files) =>
        [
            .. from file in files
            from method in file.Declarations<MethodDeclarationSyntax>()
            let name = method.Identifier.ValueText
            where IsAwaited(method.ReturnType) && !name.EndsWith("Async", StringComparison.Ordinal)
            where !IsNamedElsewhere(method)
            select Violation.In(file.Path, file.LineOf(method.Identifier), $"{name} is awaited: call it {name}Async"),
        ];

    private static bool IsNamedElsewhere(MethodDeclarationSyntax method) =>
        method.Modifiers.Any(SyntaxKind.OverrideKeyword)
        || method.ExplicitInterfaceSpecifier is not null
        || method.ParameterList.Parameters.Any(parameter => parameter.Type?.ToString() == QuartzContext);

    private static bool IsAwaited(TypeSyntax type) =>
        type switch
        {
            SimpleNameSyntax name => Awaited.Contains(name.Identifier.ValueText),
            QualifiedNameSyntax name => Awaited.Contains(name.Right.Identifier.ValueText),
            _ => false,
        };
}
