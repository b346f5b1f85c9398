using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OlUpgrade.Spec.House.Sources;

namespace OlUpgrade.Spec.House.Documents;

/// <summary>
/// What the operators' pages put in double quotes is what the product says: part of a string in the sources, with an
/// ellipsis or a word in capitals for each value.
/// </summary>
internal static partial class Quotations
{
    private const string Hole = "…";

    /// <summary>The pages on which every quotation is one of the product.</summary>
    public static bool IsOperators(MarkdownFile page) =>
        page.Path is "docs/operating.md" or "docs/slack.md" or "docs/github.md";

    /// <summary>The quotations that no string contains.</summary>
    public static IReadOnlyList<Violation> Violations(
        IEnumerable<MarkdownFile> pages,
        IReadOnlyCollection<SourceFile> shipped
    )
    {
        var said = new Lazy<IReadOnlyList<string>>(() => [.. shipped.SelectMany(Texts).Distinct()]);
        return
        [
            .. from page in pages
            from quoted in Quoted(page)
            let pattern = PatternOf(quoted.Text)
            where !said.Value.Any(pattern.IsMatch)
            select Violation.In(page.Path, quoted.Line, $"nothing says \"{quoted.Text}\"; quote what the product says"),
        ];
    }

    /// <summary>The quotations outside of code; one may continue on the next line.</summary>
    private static IEnumerable<(string Text, int Line)> Quoted(MarkdownFile page)
    {
        var lines = page.Numbered().Where(line => !line.IsCode).ToList();
        var prose = string.Join('\n', lines.Select(line => CodeSpan().Replace(line.Text, "")));
        return QuotedText()
            .Matches(prose)
            .Select(match =>
                (
                    Blanks().Replace(match.Groups["text"].Value, " "),
                    lines[prose[..match.Index].Count(letter => letter == '\n')].Number
                )
            );
    }

    private static Regex PatternOf(string quoted) =>
        new(
            string.Join(".*", Value().Split(quoted).Select(part => Regex.Escape(part.Trim()))),
            RegexOptions.IgnoreCase | RegexOptions.Singleline,
            TimeSpan.FromSeconds(10)
        );

    /// <summary>Every string of the file; concatenated ones as a whole too, with an ellipsis for each value.</summary>
    private static IEnumerable<string> Texts(SourceFile file) =>
        file.Nodes<ExpressionSyntax>()
            .Where(one =>
                one is InterpolatedStringExpressionSyntax
                || one.IsKind(SyntaxKind.StringLiteralExpression)
                || (one.IsKind(SyntaxKind.AddExpression) && !one.Parent.IsKind(SyntaxKind.AddExpression))
            )
            .Select(TextOf);

    private static string TextOf(ExpressionSyntax said) =>
        said switch
        {
            LiteralExpressionSyntax { Token.Value: string text } => text,
            InterpolatedStringExpressionSyntax text => string.Concat(
                text.Contents.Select(part =>
                    part is InterpolatedStringTextSyntax plain ? plain.TextToken.ValueText : Hole
                )
            ),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } both => TextOf(both.Left)
                + TextOf(both.Right),
            _ => Hole,
        };

    [GeneratedRegex("`[^`]*`", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CodeSpan();

    [GeneratedRegex("\"(?<text>[^\"]+)\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex QuotedText();

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blanks();

    [GeneratedRegex(@"…|\b[A-Z]+\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Value();
}
