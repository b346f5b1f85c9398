using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OlUpgrade.Spec.House.Sources;

namespace OlUpgrade.Spec.House.Documents;

/// <summary>Every <c>NAME.verified.txt</c> is read by a test, and every name that a test reads has its file.</summary>
internal static class GoldenFiles
{
    private const string Ending = ".verified.txt";

    /// <summary>Files without a test, and tests without their file.</summary>
    /// <param name="golden">The paths of the golden files.</param>
    public static IReadOnlyList<Violation> Violations(
        IReadOnlyCollection<string> golden,
        IReadOnlyCollection<SourceFile> tests
    )
    {
        tests = [.. tests.Where(file => file.Mentions("erified"))];
        var read = tests.SelectMany(Read).ToList();
        var names = golden.Select(NameOf).ToHashSet();
        var patterns = tests.SelectMany(Templates).ToList();
        var words = tests.SelectMany(Words).ToHashSet();
        return
        [
            .. from file in golden
            let name = NameOf(file)
            where !words.Contains(name) && !patterns.Any(pattern => pattern.IsMatch(name))
            select Violation.In(file, 0, "no test reads it; delete it or name it in one"),
            .. from one in read
            where !names.Contains(one.Name)
            select Violation.In(
                one.File.Path,
                one.File.LineOf(one.At),
                $"there is no {one.Name}{Ending}; add it beside the test"
            ),
        ];
    }

    private static string NameOf(string path) => Path.GetFileName(path)[..^Ending.Length];

    /// <summary>The names that are given to <c>Verified.Reads</c> and its like.</summary>
    private static IEnumerable<(SourceFile File, ExpressionSyntax At, string Name)> Read(SourceFile file) =>
        from call in file.Nodes<InvocationExpressionSyntax>()
        where call.Expression is MemberAccessExpressionSyntax member && member.Expression.ToString() == "Verified"
        let first = call.ArgumentList.Arguments.FirstOrDefault()?.Expression
        where first.IsKind(SyntaxKind.StringLiteralExpression)
        select (file, first, ((LiteralExpressionSyntax)first).Token.ValueText);

    private static IEnumerable<string> Words(SourceFile file) =>
        file.Nodes<LiteralExpressionSyntax>()
            .Where(literal => literal.IsKind(SyntaxKind.StringLiteralExpression))
            .Select(literal => literal.Token.ValueText);

    /// <summary>Names with a hole, like <c>$"plan-{name}.verified.txt"</c>. A hole alone names nothing.</summary>
    private static IEnumerable<Regex> Templates(SourceFile file) =>
        from text in file.Nodes<InterpolatedStringExpressionSyntax>()
        where
            text.Contents is [InterpolatedStringTextSyntax, ..]
            && text.Contents is [.., InterpolatedStringTextSyntax last]
            && last.TextToken.ValueText == Ending
        let pattern = string.Concat(
            text.Contents.SkipLast(1)
                .Select(part =>
                    part is InterpolatedStringTextSyntax fixedPart ? Regex.Escape(fixedPart.TextToken.ValueText) : ".+"
                )
        )
        select new Regex($"^{pattern}$", RegexOptions.None, TimeSpan.FromSeconds(1));
}
