using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OlUpgrade.Spec.House.Sources;

/// <summary>A line has at most 120 characters. Raw strings, and links alone on a line, may be longer.</summary>
internal static partial class LineLength
{
    public const int Max = 120;

    public static IReadOnlyList<Violation> Violations(IEnumerable<SourceFile> files) => [.. files.SelectMany(TooLong)];

    private static IEnumerable<Violation> TooLong(SourceFile file)
    {
        var numbers = Enumerable
            .Range(1, file.Lines.Length)
            .Where(number => file.Lines[number - 1].Length > Max)
            .ToList();
        if (numbers.Count == 0)
            return [];
        var raw = InRawStrings(file);
        return numbers
            .Where(number => !raw.Contains(number) && !LinkAlone().IsMatch(file.Lines[number - 1]))
            .Select(number =>
                Violation.In(
                    file.Path,
                    number,
                    $"{file.Lines[number - 1].Length} characters; break the line, {Max} are allowed"
                )
            );
    }

    private static HashSet<int> InRawStrings(SourceFile file) =>
        [
            .. file
                .Root.DescendantTokens()
                .Where(token =>
                    token.Kind()
                        is SyntaxKind.MultiLineRawStringLiteralToken
                            or SyntaxKind.Utf8MultiLineRawStringLiteralToken
                )
                .Select(token => token.Span)
                .Concat(
                    file.Nodes<InterpolatedStringExpressionSyntax>()
                        .Where(text =>
                            text.StringStartToken.IsKind(SyntaxKind.InterpolatedMultiLineRawStringStartToken)
                        )
                        .Select(text => text.Span)
                )
                .Select(span => file.Root.SyntaxTree.GetLineSpan(span))
                .SelectMany(span =>
                    Enumerable.Range(
                        span.StartLinePosition.Line + 1,
                        span.EndLinePosition.Line - span.StartLinePosition.Line + 1
                    )
                ),
        ];

    [GeneratedRegex("""^\s*(?://+|\*)?\s*["<(]?https?://\S+$""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LinkAlone();
}
